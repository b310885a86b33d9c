import type { Bounds } from './bounds.js';
import { LIMITS } from './words.js';

/** What stands side by side, from the left. */
export interface RowOf<T> {
  /** Of the members' mean. */
  top: number;
  bottom: number;
  members: T[];
}

/** How many of the rows built last a member may join: lines of a skewed page interleave. */
const ROWS_LOOKED_BACK = 4;

const centre = (item: Pick<Bounds, 'top' | 'bottom'>): number => item.top + item.bottom;

/** Groups what stands on a page into rows by vertical overlap: top to bottom, each row left to right. */
export function groupRows<T extends Bounds>(items: readonly T[]): RowOf<T>[] {
  const rows: RowOf<T>[] = [];
  for (const item of [...items].sort((a, b) => centre(a) - centre(b))) {
    const row = rows.slice(-ROWS_LOOKED_BACK).findLast((candidate) => belongs(item, candidate));
    if (row) {
      row.members.push(item);
      row.top += (item.top - row.top) / row.members.length;
      row.bottom += (item.bottom - row.bottom) / row.members.length;
    } else rows.push({ members: [item], top: item.top, bottom: item.bottom });
  }
  rows.sort((a, b) => centre(a) - centre(b));
  for (const row of rows) row.members.sort((a, b) => a.left - b.left);
  return rows;
}

function belongs<T extends Bounds>(item: T, row: RowOf<T>): boolean {
  const overlap = Math.min(row.bottom, item.bottom) - Math.max(row.top, item.top);
  if (overlap <= 0.5 * Math.min(row.bottom - row.top, item.bottom - item.top)) return false;
  return row.members.length < LIMITS.rowSegments && !row.members.some((other) => coversSameWidth(other, item));
}

function coversSameWidth(first: Bounds, second: Bounds): boolean {
  const overlap = Math.min(first.right, second.right) - Math.max(first.left, second.left);
  return overlap > 0.3 * Math.min(first.right - first.left, second.right - second.left);
}
