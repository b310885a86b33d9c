import type { SparseRows } from '../features/sparse-rows.js';
import type { Layout } from '../layout/layout.js';
import { type SpanWeights, scoreSpans } from './span-scores.js';
import { type SpanLimits, SpanTable } from './span-table.js';

export interface ScoredSpan {
  first: number;
  last: number;
  probability: number;
}

const MAX_SPANS = 20;
/** Spans this much below the best in log odds are not worth naming. */
const MAX_DISTANCE = 14;

const table = new SpanTable();

/** The most probable spans, best first, and the probability that there is no value. */
export function predictSpans(
  weights: SpanWeights,
  document: { layout: Layout; features: SparseRows; allowed: Uint8Array | null },
  limits: SpanLimits,
): { spans: ScoredSpan[]; absent: number } {
  table.fill(document.layout, limits, document.allowed);
  const highest = scoreSpans(weights, document.features, table);
  let total = Math.exp(weights.absent - highest);
  let best = Number.NEGATIVE_INFINITY;
  for (let span = 0; span < table.count; span++) best = Math.max(best, table.scores[span] as number);
  const near: { span: number; mass: number }[] = [];
  for (let span = 0; span < table.count; span++) {
    const score = table.scores[span] as number;
    const mass = Math.exp(score - highest);
    total += mass;
    if (best - score < MAX_DISTANCE) near.push({ span, mass });
  }
  near.sort((a, b) => b.mass - a.mass || a.span - b.span);
  const spans = near.slice(0, MAX_SPANS).map(({ span, mass }) => ({
    first: table.first[span] as number,
    last: table.last[span] as number,
    probability: mass / total,
  }));
  return { spans, absent: Math.exp(weights.absent - highest) / total };
}
