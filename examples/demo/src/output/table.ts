import { cut, type Paint, paint, type Terminal } from './terminal.js';

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** Narrowest that it may become when the lines are too long for the terminal. */
  narrowest?: number;
}

export type Cell = string | { text: string; paint: Paint };

const gap = '  ';

/** Lines of a table no wider than the terminal; texts that do not fit are cut. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  terminal: Terminal,
): string[] {
  const widths = fitWidths(columns, rows, terminal.width);
  const line = (cells: readonly Cell[]) =>
    columns
      .map((column, index) => formatCell(cells[index] ?? '', { column, width: widths[index] ?? 0, terminal }))
      .join(gap);
  const titles = columns.map((column): Cell => ({ text: column.title, paint: 'bold' }));
  return [line(titles), ...rows.map(line)].map((text) => text.trimEnd());
}

function fitWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[], room: number): number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => Array.from(textOf(row[index] ?? '')).length)),
  );
  let excess = widths.reduce((sum, width) => sum + width, gap.length * (columns.length - 1)) - room;
  while (excess > 0) {
    const spare = widths.map((width, index) => width - (columns[index]?.narrowest ?? width));
    const widest = spare.indexOf(Math.max(...spare));
    const width = widths[widest];
    if (width === undefined || (spare[widest] ?? 0) <= 0) break;
    widths[widest] = width - 1;
    excess -= 1;
  }
  return widths;
}

function formatCell(
  cell: Cell,
  { column, width, terminal }: { column: Column; width: number; terminal: Terminal },
): string {
  const text = cut(textOf(cell), width);
  const padding = ' '.repeat(Math.max(0, width - Array.from(text).length));
  const painted = typeof cell === 'string' ? text : paint(text, cell.paint, terminal);
  return column.align === 'right' ? padding + painted : painted + padding;
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
