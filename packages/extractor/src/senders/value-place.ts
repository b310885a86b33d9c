import type { Descriptions } from '../features/descriptions.js';
import { hashString } from '../hashing.js';
import type { Layout } from '../layout/layout.js';
import { toLetters } from '../text/normalise.js';

/** Where a value stands, as numbers that can be compared from document to document. */
export interface ValuePlace {
  /** Hashes of the words to its left in the row and of the text above it; 0 for none. */
  left: number;
  above: number;
  /** Rows from the top and from the bottom of its page. */
  fromTop: number;
  fromBottom: number;
  /** Hashes of its words. */
  words: readonly number[];
}

interface Described {
  layout: Layout;
  descriptions: Descriptions;
}

/** How the place of a span of tokens compares with a remembered one: 1 same words to the left, 2 same text above, 4 and 8 as far from top and bottom. */
export function comparePlaces(place: ValuePlace, other: ValuePlace): number {
  return (
    (place.left !== 0 && place.left === other.left ? 1 : 0) +
    (place.above !== 0 && place.above === other.above ? 2 : 0) +
    (Math.abs(place.fromTop - other.fromTop) <= 1 ? 4 : 0) +
    (Math.abs(place.fromBottom - other.fromBottom) <= 1 ? 8 : 0)
  );
}

export function placeOfSpan({ layout, descriptions }: Described, first: number, last: number): ValuePlace | null {
  const token = layout.tokens[first];
  const row = token && layout.rows[token.row];
  if (!token || !row) return null;
  const { segment } = token;
  const before = row.segments
    .slice(0, segment.column)
    .map((other) => descriptions.segments[other.index]?.letters ?? '');
  const left = toLetters([...before, segment.text.slice(0, token.start)].join(' '));
  const above = descriptions.segments[segment.index]?.above;
  const lettersAbove = above ? (descriptions.segments[above.index]?.letters ?? '') : '';
  return {
    left: left === '' ? 0 : hashString(left),
    above: lettersAbove === '' ? 0 : hashString(lettersAbove),
    fromTop: row.index - segment.page.firstRow,
    fromBottom: segment.page.endRow - 1 - row.index,
    words: descriptions.tokens.slice(first, last + 1).map(({ word }) => word),
  };
}
