import type { Page } from '../types.js';
import { type BoundedWord, boundWords } from './bounds.js';
import type { Layout, PageLayout, Row, Segment, Token } from './layout.js';
import { buildRows } from './rows.js';
import { buildSegments } from './segments.js';
import { appendTokens } from './tokens.js';

/** Puts a document's words in reading order: pages, rows, segments, tokens. */
export function buildLayout(pages: readonly Page[]): Layout {
  const words = boundWords(pages);
  const rows: Row[] = [];
  const segments: Segment[] = [];
  const tokens: Token[] = [];
  const pageLayouts = pages.map((page, index) => {
    const layout = emptyPage(page, index, rows.length);
    const pageSegments = buildSegments(words[index] ?? ([] satisfies BoundedWord[]), layout);
    measure(layout, pageSegments);
    for (const row of buildRows(pageSegments, layout)) {
      rows.push(row);
      for (const segment of row.segments) {
        segment.index = segments.length;
        segments.push(segment);
        appendTokens(segment, tokens);
      }
    }
    layout.endRow = rows.length;
    return layout;
  });
  return { pages: pageLayouts, rows, segments, tokens };
}

function emptyPage(page: Page, index: number, firstRow: number): PageLayout {
  const width = page.width > 0 && Number.isFinite(page.width) ? page.width : 1;
  const height = page.height > 0 && Number.isFinite(page.height) ? page.height : 1;
  const nowhere = { left: 0, top: 0, right: width, bottom: height, medianHeight: 1 };
  return { index, number: page.number, width, height, firstRow, endRow: firstRow, ...nowhere };
}

/** The rectangle that holds text, and the usual height of a line. */
function measure(page: PageLayout, segments: readonly Segment[]): void {
  if (segments.length === 0) return;
  const heights = segments.map((segment) => segment.bottom - segment.top).sort((a, b) => a - b);
  const smallest = page.height / 10_000;
  page.medianHeight = Math.max(smallest, heights[heights.length >> 1] ?? 0);
  page.left = segments.reduce((least, segment) => Math.min(least, segment.left), Number.POSITIVE_INFINITY);
  page.top = segments.reduce((least, segment) => Math.min(least, segment.top), Number.POSITIVE_INFINITY);
  page.right = segments.reduce((most, segment) => Math.max(most, segment.right), 0);
  page.bottom = segments.reduce((most, segment) => Math.max(most, segment.bottom), 0);
}
