import type { Layout, Segment } from '../layout/layout.js';
import { type DateOrder, dateValue } from '../values/dates.js';
import { findNumbers, findPhones } from '../values/digits.js';

/** The field types whose values are picked from what stands in the document in a form of their own. */
export type CandidateType = 'date' | 'amount' | 'number' | 'phone';

/** A place where a value of the type may stand. */
export interface Candidate {
  /** First and last token, both included. */
  first: number;
  last: number;
  segment: Segment;
  /** Position in the segment's text. */
  start: number;
  end: number;
  /** The value: YYYY-MM-DD, 1234.50 or digits. */
  key: string;
  /** The value as written. */
  text: string;
  decimals: boolean;
  /** Put together over a space, in doubt. */
  joined: boolean;
}

/** More candidates than this are cut down to those nearest the beginning and the end. */
const MAX_CANDIDATES = 600;

type Found = Pick<Candidate, 'start' | 'end' | 'key' | 'decimals' | 'joined'>;

/** Everything in a document that may be a value of the type, in reading order. */
export function findCandidates(layout: Layout, type: CandidateType, order: DateOrder): Candidate[] {
  const find = finderOf(layout, type, order);
  const candidates: Candidate[] = [];
  for (const segment of layout.segments) {
    for (const found of find(segment)) {
      const place = locate(layout, segment, found);
      if (place) candidates.push({ ...found, ...place, segment, text: segment.text.slice(found.start, found.end) });
    }
  }
  if (candidates.length <= MAX_CANDIDATES) return candidates;
  return [...candidates.slice(0, MAX_CANDIDATES / 2), ...candidates.slice(-MAX_CANDIDATES / 2)];
}

function finderOf(layout: Layout, type: CandidateType, order: DateOrder): (segment: Segment) => Found[] {
  switch (type) {
    case 'date': {
      const inUse = documentOrder(layout, order);
      return ({ dates }) => dates.map((date) => toFound(date, dateValue(date, inUse)));
    }
    case 'amount':
      return ({ amounts }) => amounts.map(({ value, ...amount }) => ({ ...amount, key: value }));
    case 'number':
      return ({ text }) => findNumbers(text).map((match) => toFound(match, match.digits));
    case 'phone':
      return ({ text }) => findPhones(text).map((match) => toFound(match, match.digits));
  }
}

const toFound = ({ start, end, joined }: { start: number; end: number; joined?: boolean }, key: string): Found => ({
  start,
  end,
  key,
  decimals: false,
  joined: joined ?? false,
});

/** The order that a document's own unambiguous dates prove, else the one given. */
function documentOrder(layout: Layout, otherwise: DateOrder): DateOrder {
  const dates = layout.segments.flatMap((segment) => segment.dates);
  const dayFirst = dates.filter((date) => date.monthFirst === null).length;
  const monthFirst = dates.filter((date) => date.dayFirst === null).length;
  if (dayFirst > 0 && monthFirst === 0) return 'dayFirst';
  if (monthFirst > 0 && dayFirst === 0) return 'monthFirst';
  return otherwise;
}

function locate(layout: Layout, segment: Segment, { start, end }: Found): { first: number; last: number } | undefined {
  let first = -1;
  let last = -1;
  for (let index = segment.firstToken; index < segment.endToken; index++) {
    const token = layout.tokens[index];
    if (!token || token.end <= start || token.start >= end) continue;
    if (first < 0) first = index;
    last = index;
  }
  return first < 0 ? undefined : { first, last };
}
