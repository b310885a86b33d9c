import type { Candidate } from '../candidates/find-candidates.js';

/** Currency signs as they stand in the document that belong to the answer, with their spaces. */
export interface KeptCurrency {
  before: readonly string[];
  after: readonly string[];
}

const BEFORE = /(?:\p{Sc}|(?<!\p{L})\p{L}{1,3}\.?)\s?$/u;
const AFTER = /^\s?(?:\p{Sc}|\p{L}{1,3}(?!\p{L}))/u;

export function currencyBefore({ segment, start }: Candidate): string {
  return BEFORE.exec(segment.text.slice(Math.max(0, start - 6), start))?.[0] ?? '';
}

export function currencyAfter({ segment, end }: Candidate): string {
  return AFTER.exec(segment.text.slice(end, end + 6))?.[0] ?? '';
}

/** The amount as written, with the currency signs that are kept. */
export function writeAsFound(candidate: Candidate, kept: KeptCurrency): string {
  const before = currencyBefore(candidate);
  const after = currencyAfter(candidate);
  return `${kept.before.includes(before) ? before : ''}${candidate.text}${kept.after.includes(after) ? after : ''}`;
}

/** Keeps each sign that the training values have more often than not where it stands beside the amount. */
export function learnCurrency(places: readonly { candidate: Candidate; truth: string }[]): KeptCurrency {
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (const { candidate, truth } of places) {
    vote(before, currencyBefore(candidate), (sign) => truth.startsWith(sign + candidate.text));
    vote(after, currencyAfter(candidate), (sign) => truth.endsWith(candidate.text + sign));
  }
  return { before: winners(before), after: winners(after) };
}

function vote(votes: Map<string, number>, sign: string, isKept: (sign: string) => boolean): void {
  if (sign !== '') votes.set(sign, (votes.get(sign) ?? 0) + (isKept(sign) ? 1 : -1));
}

const winners = (votes: ReadonlyMap<string, number>): string[] =>
  [...votes].filter(([, balance]) => balance > 0).map(([sign]) => sign);
