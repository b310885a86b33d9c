import type { FieldWeights } from '../answers/field-weights.js';
import { ModelFormatError } from '../errors.js';
import type { CountTable } from '../spans/count-table.js';
import { readEnvelope } from './envelope.js';
import { restoreWeights } from './sparse-weights.js';
import type { TrainedField } from './trained-field.js';
import type {
  BlockReference,
  CountsReference,
  StoredFieldWeights,
  StoredModel,
  WeightsReference,
} from './write-model.js';

/** Reads a model back. Throws {@link ModelFormatError} for a foreign, damaged or newer one. */
export function readModel(bytes: Uint8Array): TrainedField[] {
  const { json, blocks } = readEnvelope(bytes);
  try {
    const { fields } = json as StoredModel;
    return fields.map(({ weights, ...rest }) => ({ ...rest, weights: readFieldWeights(weights, blocks) }));
  } catch (error) {
    throw new ModelFormatError('The extraction model is damaged', { cause: error });
  }
}

function readFieldWeights(stored: StoredFieldWeights, blocks: Uint8Array): FieldWeights {
  const weights = (reference: WeightsReference): Float32Array =>
    restoreWeights({ ...reference, bytes: blockOf(reference, blocks) });
  if (stored.learner !== 'spans') {
    return { learner: stored.learner, candidates: { features: weights(stored.features), absent: stored.absent } };
  }
  return {
    learner: 'spans',
    spans: { tokens: weights(stored.tokens), spans: weights(stored.spans), absent: stored.absent },
    vocabulary: {
      inside: readCounts(stored.inside, blocks),
      outside: readCounts(stored.outside, blocks),
      pairs: readCounts(stored.pairs, blocks),
    },
  };
}

function blockOf({ offset, bytes }: BlockReference, blocks: Uint8Array): Uint8Array {
  if (offset + bytes > blocks.length) throw new RangeError('A block lies beyond the end');
  return blocks.subarray(offset, offset + bytes);
}

function readCounts({ keys, counts }: CountsReference, blocks: Uint8Array): CountTable {
  const keyBytes = blockOf(keys, blocks);
  const countBytes = blockOf(counts, blocks);
  const keyView = new DataView(keyBytes.buffer, keyBytes.byteOffset, keyBytes.byteLength);
  const countView = new DataView(countBytes.buffer, countBytes.byteOffset, countBytes.byteLength);
  return {
    keys: Uint32Array.from({ length: keyBytes.length / 4 }, (_, index) => keyView.getUint32(4 * index, true)),
    counts: Uint16Array.from({ length: countBytes.length / 2 }, (_, index) => countView.getUint16(2 * index, true)),
  };
}
