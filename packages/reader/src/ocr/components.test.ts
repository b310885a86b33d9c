import { describe, expect, it } from 'vitest';
import { findComponents } from './components.js';

/** A map from rows of digits, each a tenth of the probability. */
function map(...rows: string[]) {
  const probabilities = new Float32Array([...rows.join('')].map((digit) => Number(digit) / 10));
  return { probabilities, width: rows[0]!.length, height: rows.length };
}

describe('findComponents', () => {
  it('gives the bounds and the mean probability of each', () => {
    const found = [...findComponents(map('0660', '0060', '8000'), 0.3)].map((component) => ({
      ...component,
      pixels: component.pixels.length,
    }));
    expect(found).toEqual([
      { pixels: 3, left: 1, right: 2, top: 0, bottom: 1, score: expect.closeTo(0.6, 5) },
      { pixels: 1, left: 0, right: 0, top: 2, bottom: 2, score: expect.closeTo(0.8, 5) },
    ]);
  });

  it('parts what only touches at a corner or over the edge of the map', () => {
    expect([...findComponents(map('90', '09'), 0.3)]).toHaveLength(2);
    expect([...findComponents(map('009', '900'), 0.3)]).toHaveLength(2);
  });

  it('finds nothing where nothing is above the threshold', () => {
    expect([...findComponents(map('22', '22'), 0.3)]).toEqual([]);
  });

  it('takes a whole map as one component', () => {
    expect([...findComponents(map('999', '999'), 0.3)].map(({ pixels }) => [...pixels].sort())).toEqual([
      [0, 1, 2, 3, 4, 5],
    ]);
  });
});
