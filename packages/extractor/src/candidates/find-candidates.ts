import type { Layout, Segment } from '../layout/layout.js';
import { findAmountsBeside } from '../values/amounts.js';
import { type DateOrder, dateValue, findDates } from '../values/dates.js';
import { findNumbers, findPhones } from '../values/digits.js';
import { settleGroups } from './grouped-amounts.js';
import { withNeighbours } from './neighbour-candidates.js';
import { type Repair, type RepairedText, repairedTexts } from './repaired-texts.js';

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
  /** How the reading was changed to find it; null where it stands as it was read. */
  repair: CandidateRepair | null;
  /** The reader's least confidence in the words that it stands in. */
  confidence: number;
}

/** `twin` and `point`: see {@link findTwins} and {@link findLostPoints}. */
export type CandidateRepair = Repair | 'twin' | 'point';

/** More candidates than this are cut down to those nearest the beginning and the end. */
const MAX_CANDIDATES = 600;

type Found = Pick<Candidate, 'start' | 'end' | 'key' | 'text' | 'decimals' | 'joined'>;

/** Everything in a document that may be a value of the type, in reading order. */
export function findCandidates(layout: Layout, type: CandidateType, order: DateOrder): Candidate[] {
  const inUse = type === 'date' ? documentOrder(layout, order) : order;
  const candidates: Candidate[] = [];
  for (const segment of layout.segments) {
    for (const found of findIn(segment, type, inUse)) {
      const place = locate(layout, segment, found);
      if (place) candidates.push({ ...found, ...place, segment });
    }
  }
  const settled = type === 'amount' ? settleGroups(candidates) : candidates;
  const all = withNeighbours(settled, type).sort((a, b) => a.first - b.first || a.start - b.start);
  if (all.length <= MAX_CANDIDATES) return all;
  return [...all.slice(0, MAX_CANDIDATES / 2), ...all.slice(-MAX_CANDIDATES / 2)];
}

/** What stands in a segment as it was read, and what would stand there if the reader had erred. */
function findIn(segment: Segment, type: CandidateType, order: DateOrder): (Found & { repair: Repair | null })[] {
  const asRead = readValues(segment, type, order).map((found) => ({ ...found, repair: null }));
  const known = new Set(asRead.map(({ key, start }) => `${key} ${start}`));
  const repaired = reread(segment).flatMap((other) => {
    const { repair, isChanged, toOriginal } = other;
    return readValues(other, type, order).flatMap((found) => {
      const start = toOriginal(found.start);
      const isPlain = type === 'amount' && !found.decimals;
      if (isPlain || !isChanged(found.start, found.end) || known.has(`${found.key} ${start}`)) return [];
      known.add(`${found.key} ${start}`);
      return [{ ...found, start, end: toOriginal(found.end), repair }];
    });
  });
  return [...asRead, ...repaired];
}

type Reread = RepairedText & Pick<Segment, 'dates' | 'amounts'>;

/** Kept from one field to the next. */
const rereadBefore = new WeakMap<Segment, readonly Reread[]>();

function reread(segment: Segment): readonly Reread[] {
  const known = rereadBefore.get(segment);
  if (known) return known;
  const texts = [...repairedTexts(segment)].map((repaired): Reread => {
    const dates = findDates(repaired.text);
    return { ...repaired, dates, amounts: findAmountsBeside(repaired.text, dates) };
  });
  rereadBefore.set(segment, texts);
  return texts;
}

function readValues(
  { text, dates, amounts }: Pick<Segment, 'text' | 'dates' | 'amounts'>,
  type: CandidateType,
  order: DateOrder,
): Found[] {
  switch (type) {
    case 'date':
      return dates.map((date) => toFound(text, date, dateValue(date, order)));
    case 'amount':
      return amounts.map((amount) => ({ ...toFound(text, amount, amount.value), decimals: amount.decimals }));
    case 'number':
      return findNumbers(text).map((match) => toFound(text, match, match.digits));
    case 'phone':
      return findPhones(text).map((match) => toFound(text, match, match.digits));
  }
}

function toFound(text: string, { start, end, joined }: { start: number; end: number; joined?: boolean }, key: string) {
  return { start, end, key, text: text.slice(start, end), decimals: false, joined: joined ?? false };
}

/** The order that a document's own unambiguous dates prove, else the one given. */
function documentOrder(layout: Layout, otherwise: DateOrder): DateOrder {
  const dates = layout.segments.flatMap((segment) => segment.dates);
  const dayFirst = dates.filter((date) => date.monthFirst === null).length;
  const monthFirst = dates.filter((date) => date.dayFirst === null).length;
  if (dayFirst > 0 && monthFirst === 0) return 'dayFirst';
  if (monthFirst > 0 && dayFirst === 0) return 'monthFirst';
  return otherwise;
}

function locate(
  layout: Layout,
  segment: Segment,
  { start, end }: Found,
): Pick<Candidate, 'first' | 'last' | 'confidence'> | undefined {
  let first = -1;
  let last = -1;
  let confidence = 1;
  for (let index = segment.firstToken; index < segment.endToken; index++) {
    const token = layout.tokens[index];
    if (!token || token.end <= start || token.start >= end) continue;
    if (first < 0) first = index;
    last = index;
    confidence = Math.min(confidence, token.confidence);
  }
  return first < 0 ? undefined : { first, last, confidence };
}
