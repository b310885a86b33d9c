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
/** Spans this much below the best add nothing to the sum. */
const NOTHING = 40;

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
  for (let span = 0; span < table.count; span++) {
    const below = highest - (table.scores[span] as number);
    if (below < NOTHING) total += Math.exp(-below);
  }
  const spans = bestSpans(table).map((span) => ({
    first: table.first[span] as number,
    last: table.last[span] as number,
    probability: Math.exp((table.scores[span] as number) - highest) / total,
  }));
  return { spans, absent: Math.exp(weights.absent - highest) / total };
}

/** The spans of the highest scores in order, the earlier of two that are equal first. */
function bestSpans({ count, scores }: SpanTable): number[] {
  const best: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let span = 0; span < count; span++) {
    const score = scores[span] as number;
    if (score <= least) continue;
    let at = best.length;
    while (at > 0 && (scores[best[at - 1] as number] as number) < score) at--;
    best.splice(at, 0, span);
    if (best.length > MAX_SPANS) best.pop();
    if (best.length === MAX_SPANS) least = scores[best[MAX_SPANS - 1] as number] as number;
  }
  const highest = scores[best[0] ?? 0] as number;
  return best.filter((span) => highest - (scores[span] as number) < MAX_DISTANCE);
}
