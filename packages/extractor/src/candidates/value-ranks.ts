import type { Candidate, CandidateType } from './find-candidates.js';

/** A document's distinct values in order: amounts from the highest down, others from the lowest up. */
export interface ValueRanks {
  /** Those that stand in the document as they were read. */
  places: ReadonlyMap<string, readonly Candidate[]>;
  values: readonly string[];
  /** Those written with decimals. */
  decimals: readonly string[];
  /** -1 for a value that is not ranked. */
  rankOf(key: string): number;
  decimalRankOf(key: string): number;
}

/** Ranks the values; those put together in doubt take no rank of others away. */
export function rankValues(candidates: readonly Candidate[], type: CandidateType): ValueRanks {
  const places = new Map<string, Candidate[]>();
  for (const candidate of candidates.filter(({ repair }) => repair === null)) {
    const others = places.get(candidate.key);
    if (others) others.push(candidate);
    else places.set(candidate.key, [candidate]);
  }
  const sure = candidates.filter(({ joined, repair }) => !joined && repair === null);
  const values = [...new Set(sure.map(({ key }) => key))].sort(
    type === 'amount' ? (a, b) => Number(b) - Number(a) : compareText,
  );
  const withDecimals = new Set(sure.filter(({ decimals }) => decimals).map(({ key }) => key));
  const decimals = values.filter((value) => withDecimals.has(value));
  const ranks = new Map(values.map((value, rank) => [value, rank]));
  const decimalRanks = new Map(decimals.map((value, rank) => [value, rank]));
  return {
    places,
    values,
    decimals,
    rankOf: (key) => ranks.get(key) ?? -1,
    decimalRankOf: (key) => decimalRanks.get(key) ?? -1,
  };
}

const compareText = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);
