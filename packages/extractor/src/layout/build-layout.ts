import { layOut, type PageLayout as PageOfRows } from '@las/layout';
import type { Page } from '../types.js';
import type { Layout, PageLayout, Rectangle, Row, Segment, Token } from './layout.js';
import { toSegment } from './segments.js';
import { appendTokens } from './tokens.js';

/** Puts a document's words in reading order: pages, rows, segments, tokens. */
export function buildLayout(pages: readonly Page[]): Layout {
  const rows: Row[] = [];
  const segments: Segment[] = [];
  const tokens: Token[] = [];
  const pageLayouts = layOut(pages).map((laidOut, index) => {
    const page = toPage(laidOut, { index, number: pages[index]?.number ?? index + 1, firstRow: rows.length });
    for (const { top, bottom, segments: ofRow } of laidOut.rows) {
      const row: Row = {
        index: rows.length,
        page,
        top,
        bottom,
        segments: ofRow.map((segment) => toSegment(segment, page)),
      };
      rows.push(row);
      for (const segment of row.segments) {
        segment.index = segments.length;
        segments.push(segment);
        appendTokens(segment, tokens);
      }
    }
    return page;
  });
  return { pages: pageLayouts, rows, segments, tokens };
}

function toPage(
  { width, height, skew, rows }: PageOfRows,
  { index, number, firstRow }: Pick<PageLayout, 'index' | 'number' | 'firstRow'>,
): PageLayout {
  const nowhere = { left: 0, top: 0, right: width, bottom: height, medianHeight: 1 };
  const page = { index, number, width, height, skew, firstRow, endRow: firstRow + rows.length, ...nowhere };
  measure(
    page,
    rows.flatMap(({ segments }) => segments),
  );
  return page;
}

/** The rectangle that holds text, and the usual height of a line. */
function measure(page: PageLayout, segments: readonly Rectangle[]): void {
  if (segments.length === 0) return;
  const heights = segments.map((segment) => segment.bottom - segment.top).sort((a, b) => a - b);
  const smallest = page.height / 10_000;
  page.medianHeight = Math.max(smallest, heights[heights.length >> 1] ?? 0);
  page.left = segments.reduce((least, segment) => Math.min(least, segment.left), Number.POSITIVE_INFINITY);
  page.top = segments.reduce((least, segment) => Math.min(least, segment.top), Number.POSITIVE_INFINITY);
  page.right = segments.reduce((most, segment) => Math.max(most, segment.right), 0);
  page.bottom = segments.reduce((most, segment) => Math.max(most, segment.bottom), 0);
}
