import { LIMITS } from './bounds.js';
import type { PageLayout, Rectangle, Row, Segment } from './layout.js';

/** How many of the rows built last a segment may join: lines of a skewed page interleave. */
const ROWS_LOOKED_BACK = 4;

const centre = (item: Pick<Rectangle, 'top' | 'bottom'>): number => item.top + item.bottom;

/** Groups a page's segments into rows by vertical overlap, top to bottom, each row left to right. */
export function buildRows(segments: readonly Segment[], page: PageLayout): Row[] {
  const rows: Row[] = [];
  for (const segment of [...segments].sort((a, b) => centre(a) - centre(b))) {
    const row = rows.slice(-ROWS_LOOKED_BACK).findLast((candidate) => belongs(segment, candidate));
    if (row) {
      row.segments.push(segment);
      row.top += (segment.top - row.top) / row.segments.length;
      row.bottom += (segment.bottom - row.bottom) / row.segments.length;
    } else rows.push({ index: 0, page, segments: [segment], top: segment.top, bottom: segment.bottom });
  }
  rows.sort((a, b) => centre(a) - centre(b));
  for (const [index, row] of rows.entries()) {
    row.index = page.firstRow + index;
    row.segments.sort((a, b) => a.left - b.left);
    for (const [column, segment] of row.segments.entries()) {
      segment.row = row.index;
      segment.column = column;
    }
  }
  return rows;
}

function belongs(segment: Segment, row: Row): boolean {
  const overlap = Math.min(row.bottom, segment.bottom) - Math.max(row.top, segment.top);
  if (overlap <= 0.5 * Math.min(row.bottom - row.top, segment.bottom - segment.top)) return false;
  return row.segments.length < LIMITS.rowSegments && !row.segments.some((other) => coversSameWidth(other, segment));
}

function coversSameWidth(first: Rectangle, second: Rectangle): boolean {
  const overlap = Math.min(first.right, second.right) - Math.max(first.left, second.left);
  return overlap > 0.3 * Math.min(first.right - first.left, second.right - second.left);
}
