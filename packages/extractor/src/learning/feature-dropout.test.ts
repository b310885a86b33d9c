import { describe, expect, it } from 'vitest';
import { rowOf, type SparseRows } from '../features/sparse-rows.js';
import { createRandom } from '../random.js';
import { FeatureDropout } from './feature-dropout.js';

const ROWS = 50;
const FEATURES = 200;

/** Every row has every feature. */
const full: SparseRows = {
  offsets: Int32Array.from({ length: ROWS + 1 }, (_, row) => row * FEATURES),
  indices: Int32Array.from({ length: ROWS * FEATURES }, (_, at) => at % FEATURES),
};

const rowsOf = (rows: SparseRows): string[] => Array.from({ length: ROWS }, (_, row) => rowOf(rows, row).join(' '));
const keptShare = (rows: SparseRows): number => (rows.offsets[ROWS] ?? 0) / (ROWS * FEATURES);

describe('leaving features out', () => {
  it('of single rows takes others from each', () => {
    const kept = new FeatureDropout({ row: 0.2, document: 0 }, createRandom(1)).apply(full);
    expect(keptShare(kept)).toBeCloseTo(0.8, 1);
    expect(new Set(rowsOf(kept)).size).toBe(ROWS);
  });

  it('of a document takes the same from all its rows, others the next time', () => {
    const dropout = new FeatureDropout({ row: 0, document: 0.5 }, createRandom(1));
    const first = new Set(rowsOf(dropout.apply(full)));
    const second = new Set(rowsOf(dropout.apply(full)));
    expect([first.size, second.size]).toEqual([1, 1]);
    expect(first).not.toEqual(second);
    for (const row of [...first, ...second]) {
      expect(row.split(' ').length / FEATURES).toBeGreaterThan(0.4);
      expect(row.split(' ').length / FEATURES).toBeLessThan(0.6);
    }
  });
});
