import type { Placing, Sheet, Weight } from './sheet.js';

export interface PairsPlacing extends Placing {
  /** Where the values start, or end when `valueAlign` is right, in points from the left of the page. */
  valueX: number;
  valueAlign?: 'left' | 'right';
  leading: number;
  labelWeight?: Weight;
  valueWeight?: Weight;
}

/** Labels with their values beside them, one pair a line; returns the baseline that a next line would have. */
export function drawPairs(sheet: Sheet, pairs: readonly (readonly [string, string])[], placing: PairsPlacing): number {
  for (const [row, [label, value]] of pairs.entries()) {
    const y = placing.y + row * placing.leading;
    sheet.text(label, { ...placing, y, weight: placing.labelWeight ?? 'regular' });
    sheet.text(value, {
      ...placing,
      x: placing.valueX,
      y,
      align: placing.valueAlign ?? 'left',
      weight: placing.valueWeight ?? 'regular',
    });
  }
  return placing.y + pairs.length * placing.leading;
}
