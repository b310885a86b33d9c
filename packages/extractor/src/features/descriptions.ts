import { hashString } from '../hashing.js';
import type { Layout, Row, Segment, Token } from '../layout/layout.js';
import { toLetters } from '../text/normalise.js';

/** What a token looks like, as hashes and small integers. */
export interface TokenDescription {
  word: number;
  shape: number;
  prefix: number;
  suffix: number;
  /** 1..7: letters, digits, decimal number, digits with letters, digits with punctuation, letters with punctuation, other. */
  kind: number;
  lengthClass: number;
}

/** What a segment says and how it stands among the others. */
export interface SegmentDescription {
  letters: string;
  lettersHash: number;
  textHash: number;
  shape: number;
  /** Distinct words, at most 8, hashed. */
  words: readonly number[];
  tokenCount: number;
  /** Height against the page's usual one, on a logarithmic scale. */
  relativeHeight: number;
  centred: boolean;
  above: Segment | null;
  below: Segment | null;
}

export interface RowDescription {
  words: readonly number[];
  lettersHash: number;
}

export interface Descriptions {
  tokens: readonly TokenDescription[];
  segments: readonly SegmentDescription[];
  rows: readonly RowDescription[];
}

const WORDS_PER_SEGMENT = 8;
const WORDS_PER_ROW = 10;
const ROWS_LOOKED_AWAY = 3;
const EDGE_CHARACTERS = 64;

/** Describes everything of a document once, for all the features that refer to it. */
export function describe(layout: Layout): Descriptions {
  const segments = layout.segments.map((segment) => describeSegment(segment, layout));
  return {
    tokens: layout.tokens.map(describeToken),
    segments,
    rows: layout.rows.map((row) => describeRow(row, segments)),
  };
}

/** The form of a word under which it is counted: lower case, digits alike, punctuation off its ends. */
export function normaliseWord(text: string): string {
  const lower = text.slice(0, EDGE_CHARACTERS).toLowerCase().replace(/\d/g, '0');
  return lower.replace(/^[^\p{L}\p{N}$%#@&*()+-]+/u, '').replace(/[^\p{L}\p{N}$%#@&*()]+$/u, '') || lower;
}

/** Letter case and digits of a text with everything else as it is: Aa0. */
export const shapeOf = (text: string, length: number): string =>
  text
    .slice(0, EDGE_CHARACTERS)
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\d/g, '0')
    .replace(/(.)\1{3,}/g, '$1$1$1')
    .slice(0, length);

function describeToken({ text }: Token): TokenDescription {
  const word = normaliseWord(text);
  return {
    word: hashString(word),
    shape: hashString(shapeOf(text, 12)),
    prefix: hashString(word.slice(0, 3)),
    suffix: hashString(word.slice(-3)),
    kind: kindOf(text),
    lengthClass: lengthClass(text.length),
  };
}

function kindOf(text: string): number {
  if (/^\p{L}+[.,]?$/u.test(text)) return 1;
  if (/^\d+$/.test(text)) return 2;
  if (/^-?[\d.,'’]*[.,]\d{2}$/.test(text)) return 3;
  const hasLetter = /\p{L}/u.test(text);
  if (/\d/.test(text)) return hasLetter ? 4 : 5;
  return hasLetter ? 6 : 7;
}

/** Lengths in classes that widen: 0..10. */
export function lengthClass(length: number): number {
  if (length < 6) return length;
  if (length < 8) return 6;
  if (length < 11) return 7;
  if (length < 16) return 8;
  return length < 25 ? 9 : 10;
}

function describeSegment(segment: Segment, layout: Layout): SegmentDescription {
  const letters = toLetters(segment.text);
  const { page } = segment;
  const offCentre = Math.abs((segment.left + segment.right) / 2 - (page.left + page.right) / 2);
  return {
    letters,
    lettersHash: hashString(letters),
    textHash: hashString(normaliseWord(segment.text)),
    shape: hashString(shapeOf(segment.text, 64).slice(0, 8)),
    words: letters === '' ? [] : [...new Set(letters.split(' '))].slice(0, WORDS_PER_SEGMENT).map(hashString),
    tokenCount: segment.endToken - segment.firstToken,
    relativeHeight: Math.round(3 * Math.log2((segment.bottom - segment.top) / page.medianHeight + 0.01)),
    centred: offCentre < 0.06 * Math.max(page.right - page.left, page.width / 1000),
    above: nearest(segment, layout, -1),
    below: nearest(segment, layout, 1),
  };
}

/** The segment that shares most width with this one in the nearest of three rows up or down. */
function nearest(segment: Segment, layout: Layout, direction: -1 | 1): Segment | null {
  const { firstRow, endRow } = segment.page;
  for (let step = 1; step <= ROWS_LOOKED_AWAY; step++) {
    const index = segment.row + direction * step;
    if (index < firstRow || index >= endRow) return null;
    let best: Segment | null = null;
    let widest = 0;
    for (const other of layout.rows[index]?.segments ?? []) {
      const shared = Math.min(other.right, segment.right) - Math.max(other.left, segment.left);
      if (shared > widest) {
        widest = shared;
        best = other;
      }
    }
    if (best) return best;
  }
  return null;
}

function describeRow(row: Row, segments: readonly SegmentDescription[]): RowDescription {
  const members = row.segments
    .map((segment) => segments[segment.index])
    .filter((description) => description !== undefined);
  return {
    words: [...new Set(members.flatMap((member) => member.words))].slice(0, WORDS_PER_ROW),
    lettersHash: hashString(members.map((member) => member.letters).join(' ')),
  };
}
