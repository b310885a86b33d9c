import { FEATURE_COUNT } from '../hashing.js';

/** One list of feature indices for each row, packed into two arrays. */
export interface SparseRows {
  /** Row r holds indices[offsets[r]] up to indices[offsets[r + 1]]. */
  offsets: Int32Array;
  indices: Int32Array;
}

/** By feature: the row that had it last, by a number that no other row of any builder has. Shared, since it is large. */
const lastRowWith = new Float64Array(FEATURE_COUNT);
let rowsBegun = 0;

/** Collects rows of hashed features; one that stands twice in a row is kept once. Rows of two builders may not overlap in time. */
export class SparseRowsBuilder {
  readonly #offsets: number[] = [0];
  #row = ++rowsBegun;
  #indices = new Int32Array(1024);
  #length = 0;

  add(index: number): void {
    if (lastRowWith[index] === this.#row) return;
    lastRowWith[index] = this.#row;
    if (this.#length === this.#indices.length) {
      const wider = new Int32Array(this.#length * 2);
      wider.set(this.#indices);
      this.#indices = wider;
    }
    this.#indices[this.#length++] = index;
  }

  endRow(): void {
    this.#row = ++rowsBegun;
    this.#offsets.push(this.#length);
  }

  build(): SparseRows {
    return { offsets: Int32Array.from(this.#offsets), indices: this.#indices.slice(0, this.#length) };
  }
}

export const rowCount = (rows: SparseRows): number => rows.offsets.length - 1;

/** The features of one row. */
export const rowOf = (rows: SparseRows, row: number): Int32Array =>
  rows.indices.subarray(rows.offsets[row], rows.offsets[row + 1]);

/** The rows of both side by side; they have equally many. */
export function concatenateRows(first: SparseRows, second: SparseRows): SparseRows {
  const count = rowCount(first);
  const offsets = new Int32Array(count + 1);
  const indices = new Int32Array(first.indices.length + second.indices.length);
  let length = 0;
  for (let row = 0; row < count; row++) {
    for (const part of [rowOf(first, row), rowOf(second, row)]) {
      indices.set(part, length);
      length += part.length;
    }
    offsets[row + 1] = length;
  }
  return { offsets, indices };
}
