import type { SparseRows } from '../features/sparse-rows.js';
import { rowCount } from '../features/sparse-rows.js';
import { FEATURES_PER_SPAN, type SpanTable } from './span-table.js';

/** Three weights for each feature, side by side: of a token that starts a value, ends one, lies inside one. */
export const ROLES = 3;

/** What a span model has learned. */
export interface SpanWeights {
  /** ROLES for each hashed feature. */
  tokens: Float32Array;
  spans: Float32Array;
  /** The score of "no value". */
  absent: number;
}

/** Writes each span's score into the table: start + end + the sum of inside + its own features. Gives the highest of all. */
export function scoreSpans(weights: SpanWeights, features: SparseRows, table: SpanTable): number {
  const { starts, ends, insides } = scoreTokens(weights.tokens, features);
  let highest = weights.absent;
  for (let span = 0; span < table.count; span++) {
    const first = table.first[span] as number;
    const last = table.last[span] as number;
    const inside = (insides[last + 1] as number) - (insides[first] as number);
    let score = (starts[first] as number) + (ends[last] as number) + inside;
    const at = span * FEATURES_PER_SPAN;
    for (let index = at; index < at + FEATURES_PER_SPAN; index++) {
      score += weights.spans[table.features[index] as number] as number;
    }
    table.scores[span] = score;
    if (score > highest) highest = score;
  }
  return highest;
}

interface TokenScores {
  starts: Float64Array;
  ends: Float64Array;
  /** Summed up: insides[i] holds the sum of tokens before i. */
  insides: Float64Array;
}

function scoreTokens(weights: Float32Array, { offsets, indices }: SparseRows): TokenScores {
  const count = rowCount({ offsets, indices });
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  const insides = new Float64Array(count + 1);
  for (let token = 0; token < count; token++) {
    let start = 0;
    let end = 0;
    let inside = 0;
    const stop = offsets[token + 1] as number;
    for (let at = offsets[token] as number; at < stop; at++) {
      const weight = (indices[at] as number) * ROLES;
      start += weights[weight] as number;
      end += weights[weight + 1] as number;
      inside += weights[weight + 2] as number;
    }
    starts[token] = start;
    ends[token] = end;
    insides[token + 1] = (insides[token] as number) + inside;
  }
  return { starts, ends, insides };
}
