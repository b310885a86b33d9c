import { gatherEvidence, type SenderEvidence } from './sender-evidence.js';
import { SenderIndex } from './sender-index.js';
import type { ValuePlace } from './value-place.js';

/** Where a field's values stood in the training documents, and the words that tell these; as numbers that models hold. */
export interface PackedSenders {
  /** For each document how many words, and the words. The same for all fields of a model. */
  words: Int32Array;
  /** For each document how many places, and for each its four numbers, how many words, and the words. */
  places: Int32Array;
}

/** Made once for each model, not for each document. */
const indices = new WeakMap<Int32Array, SenderIndex>();
const unpacked = new WeakMap<Int32Array, readonly (readonly ValuePlace[])[]>();

export function packSenders(index: SenderIndex, places: readonly (readonly ValuePlace[])[]): PackedSenders {
  return { words: packWords(index), places: packPlaces(places) };
}

/** What documents of the same sender say of a field; `own` is the place of the document itself where it is among them, and not asked. */
export function evidenceFrom(
  { words, places }: PackedSenders,
  document: readonly number[],
  own: number | null,
): SenderEvidence | null {
  const index = indices.get(words) ?? unpackWords(words);
  indices.set(words, index);
  const known = unpacked.get(places) ?? unpackPlaces(places);
  unpacked.set(places, known);
  return gatherEvidence(index.nearest(document, own), known);
}

const packedWords = new WeakMap<SenderIndex, Int32Array>();

function packWords(index: SenderIndex): Int32Array {
  const packed = packedWords.get(index) ?? Int32Array.from(index.stored.flatMap((words) => [words.length, ...words]));
  packedWords.set(index, packed);
  indices.set(packed, index);
  return packed;
}

function unpackWords(packed: Int32Array): SenderIndex {
  const numbers = new NumberReader(packed);
  const documents: number[][] = [];
  while (numbers.hasMore()) documents.push(numbers.take(numbers.next()));
  return new SenderIndex(documents);
}

function packPlaces(documents: readonly (readonly ValuePlace[])[]): Int32Array {
  return Int32Array.from(
    documents.flatMap((places) => [
      places.length,
      ...places.flatMap(({ left, above, fromTop, fromBottom, words }) => [
        left,
        above,
        fromTop,
        fromBottom,
        words.length,
        ...words,
      ]),
    ]),
  );
}

function unpackPlaces(packed: Int32Array): ValuePlace[][] {
  const numbers = new NumberReader(packed);
  const documents: ValuePlace[][] = [];
  while (numbers.hasMore()) {
    documents.push(
      Array.from({ length: numbers.next() }, () => ({
        left: numbers.next(),
        above: numbers.next(),
        fromTop: numbers.next(),
        fromBottom: numbers.next(),
        words: numbers.take(numbers.next()),
      })),
    );
  }
  return documents;
}

class NumberReader {
  readonly #numbers: Int32Array;
  #at = 0;

  constructor(numbers: Int32Array) {
    this.#numbers = numbers;
  }

  hasMore(): boolean {
    return this.#at < this.#numbers.length;
  }

  /** Throws a `RangeError` beyond the end: a model may be damaged. */
  next(): number {
    const number = this.#numbers[this.#at++];
    if (number === undefined) throw new RangeError('Sender records end too early');
    return number;
  }

  take(count: number): number[] {
    if (count < 0 || this.#at + count > this.#numbers.length) throw new RangeError('Sender records end too early');
    this.#at += count;
    return [...this.#numbers.subarray(this.#at - count, this.#at)];
  }
}
