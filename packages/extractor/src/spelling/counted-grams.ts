import { hashIntegers } from '../hashing.js';

/** The hash of the empty string of codes. */
export const NOTHING = 1;
const LEAST_CAPACITY = 1024;

/** The hash of a string of codes with one more at its end. */
export const extendHash = (hash: number, code: number): number => hashIntegers(3, hash, code) || NOTHING;

/** Counts of strings of codes by hash, in typed arrays: quick to make anew each time that a model is loaded. */
export class CountedGrams {
  /** How often a string was seen, by slot. */
  readonly counts: Uint32Array;
  /** How often something was seen after it, and how many different codes. */
  readonly totals: Uint32Array;
  readonly followers: Uint32Array;
  readonly #keys: Int32Array;
  readonly #lengths: Uint8Array;
  readonly #mask: number;

  /** Room for so many strings. */
  constructor(room: number) {
    let capacity = LEAST_CAPACITY;
    while (capacity < 2 * room) capacity *= 2;
    this.#mask = capacity - 1;
    this.#keys = new Int32Array(capacity);
    this.#lengths = new Uint8Array(capacity);
    this.counts = new Uint32Array(capacity);
    this.totals = new Uint32Array(capacity);
    this.followers = new Uint32Array(capacity);
  }

  /** Counts a string and its last code as following the rest; true when the string is new. */
  add(context: number, gram: number, { count, length }: { count: number; length: number }): boolean {
    const slot = this.#slotOf(gram);
    const isNew = this.counts[slot] === 0;
    this.#keys[slot] = gram;
    this.#lengths[slot] = length;
    this.counts[slot] = (this.counts[slot] as number) + count;
    const before = this.#slotOf(context);
    this.#keys[before] = context;
    this.totals[before] = (this.totals[before] as number) + count;
    if (isNew) this.followers[before] = (this.followers[before] as number) + 1;
    return isNew;
  }

  /** The string's slot, negative when it was not seen. */
  find(hash: number): number {
    const slot = this.#slotOf(hash);
    return this.#keys[slot] === 0 ? -1 : slot;
  }

  countOf(hash: number): number {
    return this.counts[this.#slotOf(hash)] as number;
  }

  /** By length, how many strings were seen once and twice. */
  rarities(longest: number): { once: number; twice: number }[] {
    const rarities = Array.from({ length: longest + 1 }, () => ({ once: 0, twice: 0 }));
    for (const [slot, count] of this.counts.entries()) {
      const rarity = rarities[this.#lengths[slot] as number];
      if (rarity && count === 1) rarity.once++;
      if (rarity && count === 2) rarity.twice++;
    }
    return rarities;
  }

  #slotOf(hash: number): number {
    let slot = hash & this.#mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
