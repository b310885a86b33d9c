import type { FieldWeights } from '../answers/field-weights.js';
import { ModelFormatError } from '../errors.js';
import type { PackedSenders } from '../senders/sender-memory.js';
import type { CountTable } from '../spans/count-table.js';
import { readEnvelope } from './envelope.js';
import { restoreWeights } from './sparse-weights.js';
import type { TrainedModel } from './trained-field.js';
import type {
  BlockReference,
  CountsReference,
  SendersReference,
  StoredFieldWeights,
  StoredModel,
  WeightsReference,
} from './write-model.js';

/** Reads a model back. Throws {@link ModelFormatError} for a foreign, damaged or newer one. */
export function readModel(bytes: Uint8Array): TrainedModel {
  const { json, blocks } = readEnvelope(bytes);
  try {
    const { fields, relations } = json as StoredModel;
    if (!Array.isArray(relations)) throw new TypeError('A model has relations');
    const sharedWords = new Map<number, Int32Array>();
    return {
      fields: fields.map(({ weights, ...rest }) => ({
        ...rest,
        weights: readFieldWeights(weights, blocks, sharedWords),
      })),
      relations,
    };
  } catch (error) {
    throw new ModelFormatError('The extraction model is damaged', { cause: error });
  }
}

function readFieldWeights(
  stored: StoredFieldWeights,
  blocks: Uint8Array,
  sharedWords: Map<number, Int32Array>,
): FieldWeights {
  const senders = ({ words, places }: SendersReference): PackedSenders => {
    const shared = sharedWords.get(words.offset) ?? readIntegers(words, blocks);
    sharedWords.set(words.offset, shared);
    return { words: shared, places: readIntegers(places, blocks) };
  };
  const weights = (reference: WeightsReference): Float32Array =>
    restoreWeights({ ...reference, bytes: blockOf(reference, blocks) });
  if (stored.learner !== 'spans') {
    const candidates = { features: weights(stored.features), absent: stored.absent };
    if (stored.learner === 'classes') return { learner: 'classes', candidates };
    return { learner: 'candidates', candidates, senders: senders(stored.senders) };
  }
  return {
    learner: 'spans',
    spans: { tokens: weights(stored.tokens), spans: weights(stored.spans), absent: stored.absent },
    vocabulary: {
      inside: readCounts(stored.inside, blocks),
      outside: readCounts(stored.outside, blocks),
      pairs: readCounts(stored.pairs, blocks),
    },
    senders: senders(stored.senders),
  };
}

function blockOf({ offset, bytes }: BlockReference, blocks: Uint8Array): Uint8Array {
  if (offset + bytes > blocks.length) throw new RangeError('A block lies beyond the end');
  return blocks.subarray(offset, offset + bytes);
}

function readIntegers(reference: BlockReference, blocks: Uint8Array): Int32Array {
  const bytes = blockOf(reference, blocks);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.length / 4 }, (_, index) => view.getInt32(4 * index, true));
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
