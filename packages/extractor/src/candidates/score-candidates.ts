import { rowCount, type SparseRows } from '../features/sparse-rows.js';

/** What a model over candidates has learned: one weight for each hashed feature, and the score of "none of them". */
export interface CandidateWeights {
  features: Float32Array;
  absent: number;
}

/** Each candidate's probability, and that of none, whose features are the last row. */
export function candidateProbabilities(
  weights: CandidateWeights,
  features: SparseRows,
): { probabilities: Float64Array; absent: number } {
  const count = rowCount(features) - 1;
  const probabilities = new Float64Array(count);
  const absent = weights.absent + scoreRow(weights.features, features, count);
  let highest = absent;
  for (let candidate = 0; candidate < count; candidate++) {
    const score = scoreRow(weights.features, features, candidate);
    probabilities[candidate] = score;
    if (score > highest) highest = score;
  }
  let total = Math.exp(absent - highest);
  for (let candidate = 0; candidate < count; candidate++) {
    const mass = Math.exp((probabilities[candidate] as number) - highest);
    probabilities[candidate] = mass;
    total += mass;
  }
  for (let candidate = 0; candidate < count; candidate++) {
    probabilities[candidate] = (probabilities[candidate] as number) / total;
  }
  return { probabilities, absent: Math.exp(absent - highest) / total };
}

function scoreRow(weights: Float32Array, { offsets, indices }: SparseRows, row: number): number {
  let score = 0;
  const stop = offsets[row + 1] as number;
  for (let at = offsets[row] as number; at < stop; at++) score += weights[indices[at] as number] as number;
  return score;
}
