import type { Candidate } from './find-candidates.js';

/**
 * Settles whether spaces group thousands in a document: they do where a group begins with a nought (1 073,37), since no
 * number of its own does, and where no thousands are written otherwise and no group stands elsewhere by itself, as a price
 * behind its quantity would. Then every amount that holds such spaces is one, and its parts are none.
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
  const alone = candidates.filter(
    (candidate) => !candidate.joined && candidate.decimals && ![...grouped].some((whole) => isWithin(candidate, whole)),
  );
  const lastParts = new Set([...grouped].map(({ key }) => (Math.abs(Number(key)) % 1000).toFixed(2)));
  return !alone.some(({ key }) => Math.abs(Number(key)) >= 1000 || lastParts.has(key));
}

const isWithin = (part: Candidate, whole: Candidate): boolean =>
  part.segment === whole.segment && part.start >= whole.start && part.end <= whole.end;
