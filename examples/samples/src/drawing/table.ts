import { type Color, paleGrey, type Sheet, type TextStyle, white } from './sheet.js';

export interface Column {
  title: string;
  /** In points. */
  width: number;
  align?: 'left' | 'right' | 'centre';
}

export interface TableLook extends TextStyle {
  /** Where the table's upper left corner is. */
  x: number;
  y: number;
  rowHeight: number;
  lines: 'grid' | 'rules' | 'stripes' | 'none';
  head: { fill?: Color; color?: Color };
  accent: Color;
}

const padding = 5;

/** Draws a table; returns the height at which it ends. */
export function drawTable(
  sheet: Sheet,
  table: { columns: readonly Column[]; rows: readonly (readonly string[])[]; look: TableLook },
): number {
  const { columns, rows, look } = table;
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const headBox = { x: look.x, y: look.y, width, height: look.rowHeight };
  if (look.head.fill) sheet.box(headBox, { fill: look.head.fill });
  const titles = columns.map((column) => column.title);
  const headColor = look.head.color ?? (look.head.fill ? white : look.accent);
  drawRow(sheet, titles, { columns, look: { ...look, weight: 'bold', color: headColor }, y: look.y });
  for (const [index, row] of rows.entries()) {
    const y = look.y + (index + 1) * look.rowHeight;
    if (look.lines === 'stripes' && index % 2 === 1) sheet.box({ ...headBox, y }, { fill: paleGrey });
    drawRow(sheet, row, { columns, look, y });
  }
  const end = look.y + (rows.length + 1) * look.rowHeight;
  drawLines(sheet, { columns, look, width, end });
  return end;
}

function drawRow(
  sheet: Sheet,
  cells: readonly string[],
  { columns, look, y }: { columns: readonly Column[]; look: TableLook; y: number },
): void {
  let left = look.x;
  for (const [index, column] of columns.entries()) {
    const align = column.align ?? 'left';
    const x = { left: left + padding, right: left + column.width - padding, centre: left + column.width / 2 }[align];
    sheet.text(cells[index] ?? '', { ...look, x, y: y + look.rowHeight / 2 + look.size * 0.35, align });
    left += column.width;
  }
}

function drawLines(
  sheet: Sheet,
  { columns, look, width, end }: { columns: readonly Column[]; look: TableLook; width: number; end: number },
): void {
  const across = { x: look.x, toX: look.x + width, color: look.accent };
  if (look.lines === 'none') return;
  if (look.lines === 'grid') {
    let x = look.x;
    for (const column of columns) {
      sheet.box({ x, y: look.y, width: column.width, height: end - look.y }, { border: look.accent, thickness: 0.6 });
      x += column.width;
    }
    sheet.rule({ ...across, y: look.y + look.rowHeight, thickness: 0.6 });
    return;
  }
  for (const y of [look.y, look.y + look.rowHeight, end]) sheet.rule({ ...across, y, thickness: 0.9 });
  if (look.lines !== 'rules') return;
  for (let y = look.y + 2 * look.rowHeight; y < end; y += look.rowHeight) {
    sheet.rule({ ...across, y, thickness: 0.3 });
  }
}
