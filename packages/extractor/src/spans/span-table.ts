import type { Layout } from '../layout/layout.js';

/** How long a span may be. */
export interface SpanLimits {
  tokens: number;
  rows: number;
}

/** Where the features of a span begin in the table of span weights. */
const ROWS_AND_EDGES = 0;
const LENGTH = ROWS_AND_EDGES + 11 * 4;
const ROWS_AND_COLUMNS = LENGTH + 41;
const SEGMENTS_AND_LENGTH = ROWS_AND_COLUMNS + 11 * 2;
const GAP_AND_ROWS = SEGMENTS_AND_LENGTH + 13 * 11;
export const SPAN_WEIGHT_COUNT = GAP_AND_ROWS + 7 * 5;
export const FEATURES_PER_SPAN = 5;

/** All spans of a document with their features; one instance serves many documents in turn. */
export class SpanTable {
  count = 0;
  first = new Int32Array(0);
  last = new Int32Array(0);
  features = new Uint16Array(0);
  scores = new Float64Array(0);

  /** Lists the spans of consecutive allowed tokens on one page that keep to the limits. */
  fill(layout: Layout, limits: SpanLimits, allowed: Uint8Array | null): void {
    const { tokens } = layout;
    this.#reserve(tokens.length * Math.max(1, limits.tokens));
    const gaps = rowGaps(layout);
    let count = 0;
    for (const start of tokens) {
      const end = Math.min(tokens.length, start.index + limits.tokens);
      const atSegmentStart = start.index === start.segment.firstToken ? 2 : 0;
      let gap = 0;
      let row = start.row;
      for (let index = start.index; index < end; index++) {
        const token = tokens[index];
        if (!token || (allowed && allowed[index] === 0)) break;
        const rows = token.row - start.row + 1;
        if (rows > limits.rows || token.segment.page !== start.segment.page) break;
        while (row < token.row) gap = Math.max(gap, gaps[++row] ?? 0);
        this.first[count] = start.index;
        this.last[count] = index;
        const segments = token.segment.index - start.segment.index + 1;
        const edges = atSegmentStart + (index === token.segment.endToken - 1 ? 1 : 0);
        this.#setFeatures(count, { rows, segments, length: index - start.index + 1, edges, gap });
        count++;
      }
    }
    this.count = count;
  }

  #setFeatures(span: number, { rows, segments, length, edges, gap }: SpanShape): void {
    const at = span * FEATURES_PER_SPAN;
    const rowClass = Math.min(rows, 10);
    this.features[at] = ROWS_AND_EDGES + rowClass * 4 + edges;
    this.features[at + 1] = LENGTH + Math.min(length, 40);
    this.features[at + 2] = ROWS_AND_COLUMNS + rowClass * 2 + (segments > rows ? 1 : 0);
    this.features[at + 3] = SEGMENTS_AND_LENGTH + Math.min(segments, 12) * 11 + Math.min(10, length >> 2);
    this.features[at + 4] = GAP_AND_ROWS + gap * 5 + Math.min(rows, 4);
  }

  #reserve(spans: number): void {
    if (this.first.length >= spans) return;
    this.first = new Int32Array(spans);
    this.last = new Int32Array(spans);
    this.features = new Uint16Array(spans * FEATURES_PER_SPAN);
    this.scores = new Float64Array(spans);
  }
}

interface SpanShape {
  rows: number;
  segments: number;
  length: number;
  /** 2 when it begins where a segment begins, plus 1 when it ends where one ends. */
  edges: number;
  gap: number;
}

/** The gap above each row in half line heights, 0..6. */
function rowGaps({ rows }: Layout): Uint8Array {
  const gaps = new Uint8Array(rows.length);
  for (const [index, row] of rows.entries()) {
    const above = rows[index - 1];
    if (!above || above.page !== row.page) continue;
    const gap = Math.round((2 * (row.top - above.bottom)) / row.page.medianHeight);
    gaps[index] = Math.max(0, Math.min(6, gap));
  }
  return gaps;
}
