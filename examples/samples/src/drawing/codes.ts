import type { Random } from '../random.js';
import { type Box, black, type Sheet } from './sheet.js';

/** Something that looks like a barcode. */
export function drawBarcode(sheet: Sheet, random: Random, box: Box): void {
  const unit = box.width / 95;
  let x = box.x;
  while (x < box.x + box.width - 3 * unit) {
    const bar = unit * random.int(1, 3);
    sheet.box({ x, y: box.y, width: bar, height: box.height }, { fill: black });
    x += bar + unit * random.int(1, 3);
  }
}

/** Something that looks like a QR code in the square whose upper left corner is given. */
export function drawSquareCode(sheet: Sheet, random: Random, code: { x: number; y: number; side: number }): void {
  const modules = 21;
  const unit = code.side / modules;
  const isFinder = (row: number, column: number) =>
    (row < 8 && column < 8) || (row < 8 && column >= modules - 8) || (row >= modules - 8 && column < 8);
  for (let row = 0; row < modules; row += 1) {
    for (let column = 0; column < modules; column += 1) {
      if (isFinder(row, column) || random.chance(0.5)) continue;
      sheet.box({ x: code.x + column * unit, y: code.y + row * unit, width: unit, height: unit }, { fill: black });
    }
  }
  for (const [row, column] of [
    [0, 0],
    [0, modules - 7],
    [modules - 7, 0],
  ] as const) {
    const finder = { x: code.x + column * unit, y: code.y + row * unit, width: 7 * unit, height: 7 * unit };
    sheet.box(
      { ...finder, x: finder.x + unit / 2, y: finder.y + unit / 2, width: 6 * unit, height: 6 * unit },
      { border: black, thickness: unit },
    );
    sheet.box({ x: finder.x + 2 * unit, y: finder.y + 2 * unit, width: 3 * unit, height: 3 * unit }, { fill: black });
  }
}
