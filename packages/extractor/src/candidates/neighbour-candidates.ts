import { toCents } from '../values/amounts.js';
import type { Candidate, CandidateType } from './find-candidates.js';

/** Words read with less doubt than this are not thought to be another value of the page. */
const DOUBTFUL = 0.985;
const NOT_CERTAIN = 0.999;
const MAX_KEYS = 120;
const WITHOUT_POINT = /^\d{3,8}$/;

/** The candidates with those that only the others suggest. */
export function withNeighbours(candidates: readonly Candidate[], type: CandidateType): Candidate[] {
  if (type === 'amount') {
    const amounts = candidates.filter(({ decimals, joined, repair }) => decimals && !joined && repair === null);
    return [...candidates, ...findTwins(amounts), ...findLostPoints(candidates, amounts)];
  }
  if (type === 'date') return [...candidates, ...findTwins(candidates.filter(({ repair }) => repair === null))];
  return [...candidates];
}

/** Doubtful values that differ in one digit from one that was read with less doubt: that value, in their place. */
export function findTwins(candidates: readonly Candidate[]): Candidate[] {
  const surest = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = surest.get(candidate.key);
    if (!known || known.confidence < candidate.confidence) surest.set(candidate.key, candidate);
  }
  const others = [...surest.values()].slice(0, MAX_KEYS);
  return candidates
    .filter(({ confidence }) => confidence < DOUBTFUL)
    .flatMap((candidate) =>
      others
        .filter(({ key, confidence }) => confidence > candidate.confidence && differInOne(key, candidate.key))
        .map(({ key, text }): Candidate => ({ ...candidate, key, text, repair: 'twin' })),
    );
}

function differInOne(first: string, second: string): boolean {
  if (first.length !== second.length) return false;
  let differences = 0;
  for (let index = 0; index < first.length && differences < 2; index++) {
    if (first.charCodeAt(index) !== second.charCodeAt(index)) differences++;
  }
  return differences === 1;
}

/** Whole numbers that, with a decimal point before their last two digits, are an amount of the page or the sum of two. */
export function findLostPoints(candidates: readonly Candidate[], amounts: readonly Candidate[]): Candidate[] {
  const cents = new Set(amounts.slice(0, MAX_KEYS).map(({ key }) => toCents(key)));
  return candidates
    .filter(({ text, confidence, repair }) => repair === null && confidence < NOT_CERTAIN && WITHOUT_POINT.test(text))
    .flatMap((candidate): Candidate[] => {
      const value = Number(candidate.text);
      if (!cents.has(value) && ![...cents].some((part) => part > 0 && part < value && cents.has(value - part)))
        return [];
      const key = (value / 100).toFixed(2);
      return [{ ...candidate, key, text: key, decimals: true, repair: 'point' }];
    });
}
