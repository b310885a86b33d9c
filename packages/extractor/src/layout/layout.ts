import type { WordAlternative } from '../types.js';
import type { AmountMatch } from '../values/amounts.js';
import type { DateMatch } from '../values/dates.js';

/** What stands between two places in a document; lengths are in units of the page as the reader gave its size. */
export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A word, or a part of one: what values are built from. */
export interface Token extends Rectangle {
  text: string;
  index: number;
  segment: Segment;
  /** Index in {@link Layout.rows}. */
  row: number;
  /** Position in the segment's text. */
  start: number;
  end: number;
  spaceBefore: boolean;
  confidence: number;
  /** Index in the page's words. */
  word: number;
}

/** A run of words on one line with no wide gap. */
export interface Segment extends Rectangle {
  text: string;
  index: number;
  page: PageLayout;
  row: number;
  column: number;
  firstToken: number;
  /** One past the last. */
  endToken: number;
  dates: readonly DateMatch[];
  amounts: readonly AmountMatch[];
  pieces: readonly Piece[];
}

/** Where a word stands in its segment's text. */
export interface Piece extends Rectangle {
  start: number;
  text: string;
  confidence: number;
  alternatives?: readonly WordAlternative[] | undefined;
  word: number;
}

export interface Row {
  index: number;
  page: PageLayout;
  top: number;
  bottom: number;
  segments: Segment[];
}

export interface PageLayout extends Rectangle {
  /** Index in the document, from 0. */
  index: number;
  number: number;
  width: number;
  height: number;
  /** Radians by which the text runs turned clockwise; places are on the page turned back. */
  skew: number;
  medianHeight: number;
  firstRow: number;
  endRow: number;
}

/** A document in reading order. */
export interface Layout {
  pages: readonly PageLayout[];
  rows: readonly Row[];
  segments: readonly Segment[];
  tokens: readonly Token[];
}

/** The text of tokens first to last: white space where there was some and between lines. */
export function joinTokens(layout: Layout, first: number, last: number): string {
  let text = '';
  let previous: Token | undefined;
  for (const token of layout.tokens.slice(first, last + 1)) {
    if (previous && (token.segment !== previous.segment || token.spaceBefore)) text += ' ';
    text += token.text;
    previous = token;
  }
  return text;
}
