import { rowCount, type SparseRows } from '../features/sparse-rows.js';

/** What a model over candidates has learned: one weight for each hashed feature, and the score of "none of them". */
export interface CandidateWeights {
  features: Float32Array;
  absent: number;
}

/** Each candidate's probability, and that of none. */
export function candidateProbabilities(
  weights: CandidateWeights,
  { offsets, indices }: SparseRows,
): { probabilities: Float64Array; absent: number } {
  const count = rowCount({ offsets, indices });
  const probabilities = new Float64Array(count);
  let highest = weights.absent;
  for (let candidate = 0; candidate < count; candidate++) {
    let score = 0;
    const stop = offsets[candidate + 1] as number;
    for (let at = offsets[candidate] as number; at < stop; at++) {
      score += weights.features[indices[at] as number] as number;
    }
    probabilities[candidate] = score;
    if (score > highest) highest = score;
  }
  let total = Math.exp(weights.absent - highest);
  for (let candidate = 0; candidate < count; candidate++) {
    const mass = Math.exp((probabilities[candidate] as number) - highest);
    probabilities[candidate] = mass;
    total += mass;
  }
  for (let candidate = 0; candidate < count; candidate++) {
    probabilities[candidate] = (probabilities[candidate] as number) / total;
  }
  return { probabilities, absent: Math.exp(weights.absent - highest) / total };
}
