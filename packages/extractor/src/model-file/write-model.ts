import type { FieldWeights } from '../answers/field-weights.js';
import type { Relation } from '../relations/relation.js';
import type { PackedSenders } from '../senders/sender-memory.js';
import type { CountTable } from '../spans/count-table.js';
import { writeEnvelope } from './envelope.js';
import { storeWeights } from './sparse-weights.js';
import type { TrainedField, TrainedModel } from './trained-field.js';

const MAX_BYTES = 4_900_000;
/** What a weight takes at most in a table that is well filled: distance and value. */
const BYTES_PER_WEIGHT = 3.1;

/** A part of the blocks. */
export interface BlockReference {
  offset: number;
  bytes: number;
}

export interface WeightsReference extends BlockReference {
  length: number;
  count: number;
  scale: number;
}

export interface CountsReference {
  keys: BlockReference;
  counts: BlockReference;
}

export interface SendersReference {
  words: BlockReference;
  places: BlockReference;
}

export type StoredFieldWeights =
  | { learner: 'classes'; features: WeightsReference; absent: number }
  | { learner: 'candidates'; features: WeightsReference; absent: number; senders: SendersReference }
  | {
      learner: 'spans';
      tokens: WeightsReference;
      spans: WeightsReference;
      absent: number;
      inside: CountsReference;
      outside: CountsReference;
      pairs: CountsReference;
      senders: SendersReference;
    };

export interface StoredField extends Omit<TrainedField, 'weights'> {
  weights: StoredFieldWeights;
}

export interface StoredModel {
  fields: StoredField[];
  relations: readonly Relation[];
}

/** Writes a model of at most 5 MB; where weights are too many, the smallest are left out. */
export function writeModel(model: TrainedModel): Uint8Array {
  const others = storeModel(model, Number.POSITIVE_INFINITY).length;
  const threshold = thresholdFor(model.fields, (MAX_BYTES - others) / BYTES_PER_WEIGHT);
  return storeModel(model, threshold);
}

function storeModel({ fields, relations }: TrainedModel, threshold: number): Uint8Array {
  const blocks = new BlockWriter();
  const json: StoredModel = {
    fields: fields.map(({ weights, ...rest }) => ({ ...rest, weights: storeFieldWeights(weights, threshold, blocks) })),
    relations,
  };
  return writeEnvelope({ json, blocks: blocks.join() });
}

function storeFieldWeights(weights: FieldWeights, threshold: number, blocks: BlockWriter): StoredFieldWeights {
  if (weights.learner !== 'spans') {
    const { features, absent } = weights.candidates;
    const stored = { features: blocks.addWeights(features, threshold), absent };
    if (weights.learner === 'classes') return { learner: 'classes', ...stored };
    return { learner: 'candidates', ...stored, senders: blocks.addSenders(weights.senders) };
  }
  const { spans, vocabulary } = weights;
  return {
    learner: 'spans',
    tokens: blocks.addWeights(spans.tokens, threshold),
    spans: blocks.addWeights(spans.spans, 0),
    absent: spans.absent,
    inside: blocks.addCounts(vocabulary.inside),
    outside: blocks.addCounts(vocabulary.outside),
    pairs: blocks.addCounts(vocabulary.pairs),
    senders: blocks.addSenders(weights.senders),
  };
}

/** The size below which weights have to go so that no more than `count` stay. */
function thresholdFor(fields: readonly TrainedField[], count: number): number {
  const tables = fields.map(({ weights }) =>
    weights.learner === 'spans' ? weights.spans.tokens : weights.candidates.features,
  );
  const sizes = new Float32Array(tables.reduce((sum, table) => sum + table.length, 0));
  let length = 0;
  for (const table of tables) for (const weight of table) if (weight !== 0) sizes[length++] = Math.abs(weight);
  if (length <= count) return 0;
  const ordered = sizes.subarray(0, length).sort();
  return ordered[Math.min(length - 1, length - Math.max(0, Math.floor(count)))] ?? 0;
}

class BlockWriter {
  readonly #blocks: Uint8Array[] = [];
  #length = 0;
  #senderWords: { bytes: Uint8Array; reference: BlockReference } | undefined;

  addWeights(weights: Float32Array, threshold: number): WeightsReference {
    const { bytes, ...rest } = storeWeights(weights, threshold);
    return { ...rest, ...this.#add(bytes) };
  }

  addCounts({ keys, counts }: CountTable): CountsReference {
    return { keys: this.#add(littleEndian(keys, 4)), counts: this.#add(littleEndian(counts, 2)) };
  }

  /** The words are the same for all fields: they are kept once. */
  addSenders({ words, places }: PackedSenders): SendersReference {
    const bytes = littleEndian(words, 4);
    if (!this.#senderWords || !isSameBytes(this.#senderWords.bytes, bytes)) {
      this.#senderWords = { bytes, reference: this.#add(bytes) };
    }
    return { words: this.#senderWords.reference, places: this.#add(littleEndian(places, 4)) };
  }

  join(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let offset = 0;
    for (const block of this.#blocks) {
      all.set(block, offset);
      offset += block.length;
    }
    return all;
  }

  #add(block: Uint8Array): BlockReference {
    const reference = { offset: this.#length, bytes: block.length };
    this.#blocks.push(block);
    this.#length += block.length;
    return reference;
  }
}

const isSameBytes = (first: Uint8Array, second: Uint8Array): boolean =>
  first.length === second.length && first.every((byte, index) => byte === second[index]);

function littleEndian(values: Uint32Array | Uint16Array | Int32Array, width: number): Uint8Array {
  const bytes = new Uint8Array(values.length * width);
  for (const [index, value] of values.entries()) {
    for (let byte = 0; byte < width; byte++) bytes[index * width + byte] = (value >>> (8 * byte)) & 255;
  }
  return bytes;
}
