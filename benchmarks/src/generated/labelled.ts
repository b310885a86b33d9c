import { black, type Color, grey, type Sheet } from '@las/samples/parts';

/** How a form sets a label and its value; `boxed` is above in a box, `colon` is one text. */
export const labelStyles = ['beside', 'above', 'colon', 'spread', 'boxed'] as const;
export type LabelStyle = (typeof labelStyles)[number];

export interface LabelledLook {
  x: number;
  /** Top of the first row. */
  y: number;
  width: number;
  size: number;
  style: LabelStyle;
  columns?: number;
  labelColor?: Color;
  valueWeight?: 'regular' | 'bold';
}

type Cell = Required<LabelledLook> & { label: string; value: string };

/** Fields in the order of their numbers, which a sender has chosen. */
export function inOrder<T>(fields: readonly T[], order: readonly number[]): T[] {
  return fields
    .map((field, index) => ({ field, at: order[index] ?? 0 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ field }) => field);
}

/** Sets labels with their values, row by row; returns the height below the last one. */
export function drawLabelled(sheet: Sheet, pairs: readonly (readonly [string, string])[], look: LabelledLook): number {
  const { columns = 1, labelColor = grey, valueWeight = 'regular' } = look;
  const width = look.width / columns;
  const rowHeight = look.size * (look.style === 'above' || look.style === 'boxed' ? 2.9 : 1.65);
  for (const [index, [label, value]] of pairs.entries()) {
    const place = {
      x: look.x + (index % columns) * width,
      y: look.y + Math.floor(index / columns) * rowHeight,
      width: width - 8,
    };
    drawCell(sheet, { ...look, ...place, columns, labelColor, valueWeight, label, value });
  }
  return look.y + Math.ceil(pairs.length / columns) * rowHeight;
}

function drawCell(sheet: Sheet, cell: Cell): void {
  const { x, y, width, size, style, label, value, labelColor } = cell;
  const text = { size, weight: cell.valueWeight, color: black };
  const fit = (content: string, room: number, largest = size) =>
    sheet.sizeToFit(content, { size: largest, weight: cell.valueWeight }, room);
  const baseline = y + size * 1.2;
  switch (style) {
    case 'colon': {
      const line = `${label}: ${value}`;
      sheet.text(line, { ...text, x, y: baseline, size: fit(line, width) });
      return;
    }
    case 'beside':
      sheet.text(label, { x, y: baseline, size: fit(label, width * 0.46), color: labelColor });
      sheet.text(value, { ...text, x: x + width * 0.48, y: baseline, size: fit(value, width * 0.52) });
      return;
    case 'spread':
      sheet.text(label, { x, y: baseline, size: fit(label, width * 0.46), color: labelColor });
      sheet.text(value, { ...text, x: x + width, y: baseline, size: fit(value, width * 0.52), align: 'right' });
      return;
    default: {
      const small = size * 0.74;
      if (style === 'boxed') sheet.box({ x, y, width, height: size * 2.75 }, { border: grey, thickness: 0.5 });
      sheet.text(label, { x: x + 3, y: y + small * 1.25, size: fit(label, width - 6, small), color: labelColor });
      sheet.text(value, { ...text, x: x + 3, y: y + small * 1.25 + size * 1.3, size: fit(value, width - 6) });
    }
  }
}
