import { type CandidateType, findCandidates } from '../candidates/find-candidates.js';
import type { Layout } from '../layout/layout.js';
import { alignValue } from '../spans/alignment.js';
import { toAlphanumeric, toDigits } from '../text/normalise.js';
import type { FieldType, TruthValue } from '../types.js';
import { parseAmount } from '../values/amounts.js';
import { parseDate } from '../values/date-forms.js';
import type { DateOrder } from '../values/dates.js';
import { isSamePhone } from '../values/digits.js';
import { type NearText, nearestCandidate, nearestTokens } from './nearest-text.js';
import type { Target } from './training-plan.js';

/** How values and documents of a field are read. */
export interface Reading {
  type: FieldType;
  /** Of dates in documents. */
  dateOrder: DateOrder;
  /** Of dates in ground truths. */
  truthOrder: DateOrder;
}

const NOT_FOUND = "the value is not in the document's text";

export const isCandidateType = (type: FieldType): type is CandidateType =>
  type === 'date' || type === 'amount' || type === 'number' || type === 'phone';

/** The target without a look at the document: absent, unknown, or what to search for. */
export function readTruth(truth: TruthValue | undefined): { text: string } | Target {
  if (truth === undefined) return { state: 'unusable', reason: 'no ground truth' };
  if (truth === null) return { state: 'absent' };
  const text = typeof truth === 'boolean' ? String(truth) : truth.trim();
  return text === '' ? { state: 'absent' } : { text };
}

/** Looks a value up in a document. */
export function findTarget(layout: Layout, text: string, reading: Reading): Target {
  if (isCandidateType(reading.type)) return findCandidateTarget(layout, text, { ...reading, type: reading.type });
  const spans = alignValue(layout, text);
  if (spans.length === 0) return missing(NOT_FOUND, text, nearestTokens(layout, text));
  return { state: 'found', key: toAlphanumeric(text), text, spans };
}

/** The form of a written value in which it is compared with candidates; null when it is no value of the type. */
export function truthKey(text: string, type: CandidateType, order: DateOrder): string | null {
  if (type === 'date') return parseDate(text, order);
  if (type === 'amount') return parseAmount(text);
  return toDigits(text) || null;
}

function findCandidateTarget(layout: Layout, text: string, reading: Reading & { type: CandidateType }): Target {
  const { type, dateOrder, truthOrder } = reading;
  const key = truthKey(text, type, truthOrder);
  if (key === null) return missing(`the ground truth is not of type ${type}`, text, nearestTokens(layout, text));
  const keys = findCandidates(layout, type, dateOrder).map((candidate) => candidate.key);
  if (keys.includes(key)) return { state: 'found', key, text, spans: [] };
  const similar = type === 'phone' ? keys.find((other) => isSamePhone(other, key)) : undefined;
  if (similar !== undefined) return { state: 'found', key: similar, text, spans: [] };
  return missing(NOT_FOUND, text, nearestCandidate(layout, key, { type, dateOrder }));
}

const missing = (reason: string, text: string, nearest: NearText | null): Target => ({
  state: 'unusable',
  reason,
  missing: { text, nearest },
});
