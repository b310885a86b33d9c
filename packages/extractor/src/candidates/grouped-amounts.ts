import type { Candidate } from './find-candidates.js';

/**
 * Settles whether spaces group thousands in a document: they do where a group begins with a nought (1 073,37), since no
 * number of its own does, and where the decimal sign is a comma and no thousands are written otherwise. Then every amount
 * that holds such spaces is one, and its parts are none.
 */
export function settleGroups(candidates: readonly Candidate[]): Candidate[] {
  const grouped = new Set(candidates.filter(({ joined, decimals, repair }) => joined && decimals && repair === null));
  const isProven = [...grouped].some(({ text }) => /\d\s0\d\d/.test(text)) || isUsual(candidates, grouped);
  if (grouped.size === 0 || !isProven) return [...candidates];
  return candidates
    .filter((candidate) => candidate.joined || ![...grouped].some((whole) => isWithin(candidate, whole)))
    .map((candidate) => (grouped.has(candidate) ? { ...candidate, joined: false } : candidate));
}

function isUsual(candidates: readonly Candidate[], grouped: ReadonlySet<Candidate>): boolean {
  const hasOthers = candidates.some(
    ({ key, joined, decimals }) => !joined && decimals && Math.abs(Number(key)) >= 1000,
  );
  return !hasOthers && [...grouped].every(({ text }) => text.includes(','));
}

const isWithin = (part: Candidate, whole: Candidate): boolean =>
  part.segment === whole.segment && part.start >= whole.start && part.end <= whole.end;
