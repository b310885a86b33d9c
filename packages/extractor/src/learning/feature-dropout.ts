import { rowCount, type SparseRows } from '../features/sparse-rows.js';
import { hashIntegers } from '../hashing.js';

/** How often features are left out while learning. */
export interface DropoutRates {
  /** Of one row, whatever the others have. */
  row: number;
  /** Of all rows of a document at once: what a sender's word says in one row it says in the next, too. */
  document: number;
}

/** A fifth of each row's features, as both learners leave out. */
export const OF_ROWS: DropoutRates = { row: 0.2, document: 0 };

/** A copy of a document's features with some left out at random; reuses its memory from call to call. */
export class FeatureDropout {
  #offsets = new Int32Array(0);
  #indices = new Int32Array(0);
  readonly #rates: DropoutRates;
  readonly #random: () => number;

  constructor(rates: DropoutRates, random: () => number) {
    this.#rates = rates;
    this.#random = random;
  }

  /** `isUnknown` tells of features that are left out in any case. */
  apply(rows: SparseRows, isUnknown?: (feature: number) => boolean): SparseRows {
    this.#reserve(rows);
    const { row: ofRow, document } = this.#rates;
    const salt = document > 0 ? this.#random() * 2 ** 32 : 0;
    const left = document * 2 ** 32;
    const count = rowCount(rows);
    let length = 0;
    for (let row = 0; row < count; row++) {
      const end = rows.offsets[row + 1] as number;
      for (let at = rows.offsets[row] as number; at < end; at++) {
        const index = rows.indices[at] as number;
        if (isUnknown?.(index) || (document > 0 && hashIntegers(index, salt, 0) >>> 0 < left)) continue;
        if (this.#random() >= ofRow) this.#indices[length++] = index;
      }
      this.#offsets[row + 1] = length;
    }
    return { offsets: this.#offsets.subarray(0, count + 1), indices: this.#indices };
  }

  #reserve({ offsets, indices }: SparseRows): void {
    if (this.#offsets.length < offsets.length) this.#offsets = new Int32Array(offsets.length * 2);
    if (this.#indices.length < indices.length) this.#indices = new Int32Array(indices.length * 2);
  }
}
