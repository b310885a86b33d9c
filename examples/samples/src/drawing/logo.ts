import type { Random } from '../random.js';
import { type Color, type Sheet, white } from './sheet.js';

export const brandColors: readonly Color[] = [
  [0.1, 0.27, 0.5],
  [0.62, 0.11, 0.16],
  [0.06, 0.4, 0.33],
  [0.36, 0.2, 0.5],
  [0.75, 0.36, 0.05],
  [0.13, 0.15, 0.2],
  [0.0, 0.45, 0.6],
];

/** A made-up mark in the square whose upper left corner is given. */
export function drawLogo(
  sheet: Sheet,
  random: Random,
  logo: { name: string; x: number; y: number; side: number; color: Color },
): void {
  const { x, y, side, color } = logo;
  const middle = { x: x + side / 2, y: y + side / 2 };
  switch (random.int(0, 4)) {
    case 0:
      sheet.disc({ ...middle, radius: side / 2, color });
      drawInitial(sheet, logo, side * 0.58);
      break;
    case 1:
      sheet.box({ x, y, width: side, height: side }, { fill: color });
      drawInitial(sheet, logo, side * 0.62);
      break;
    case 2:
      sheet.shape(`M 0 ${side} L ${side / 2} 0 L ${side} ${side} Z`, { x, y, color });
      sheet.shape(`M 0 ${side} L ${side / 4} ${side / 2} L ${side / 2} ${side} Z`, { x, y, color: lighten(color) });
      break;
    case 3:
      for (let bar = 0; bar < 4; bar += 1) {
        const height = (side * (bar + 1)) / 4;
        const left = x + (bar * side) / 4;
        sheet.box(
          { x: left, y: y + side - height, width: side / 5, height },
          { fill: bar % 2 ? lighten(color) : color },
        );
      }
      break;
    default:
      sheet.disc({ x: x + side * 0.35, y: middle.y, radius: side * 0.35, color });
      sheet.disc({ x: x + side * 0.65, y: middle.y, radius: side * 0.22, color: lighten(color) });
  }
}

export function lighten([red, green, blue]: Color, share = 0.5): Color {
  const towardsWhite = (part: number) => part + (1 - part) * share;
  return [towardsWhite(red), towardsWhite(green), towardsWhite(blue)];
}

function drawInitial(sheet: Sheet, logo: { name: string; x: number; y: number; side: number }, size: number): void {
  sheet.text(logo.name.slice(0, 1), {
    x: logo.x + logo.side / 2,
    y: logo.y + logo.side / 2 + size * 0.35,
    size,
    weight: 'bold',
    color: white,
    align: 'centre',
  });
}
