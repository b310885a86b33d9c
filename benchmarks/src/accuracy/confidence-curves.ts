import type { Outcome } from '../extraction/measures.js';

/** Answers whose confidence lies in one tenth: their mean confidence and the share that is right, in per cent. */
export interface ReliabilityBin {
  confidence: number;
  right: number;
  count: number;
}

const BINS = 10;
/** Fewer answers than this say nothing about a share. */
const FEWEST = 10;

export function reliabilityBins(outcomes: readonly Outcome[]): ReliabilityBin[] {
  const answers = outcomes.filter(({ value }) => value !== null);
  return Array.from({ length: BINS }, (_, bin) =>
    answers.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin),
  )
    .filter((inside) => inside.length > 0)
    .map((inside) => ({
      confidence: (100 * inside.reduce((sum, { confidence }) => sum + confidence, 0)) / inside.length,
      right: (100 * inside.filter(({ comparison }) => comparison.norm).length) / inside.length,
      count: inside.length,
    }));
}

/** For thresholds from high to low: the share of answers let through and how many of them are right, in per cent. */
export function tradeOff(outcomes: readonly Outcome[], steps = 50): { coverage: number; precision: number }[] {
  const answers = outcomes.filter(({ value }) => value !== null).toSorted((a, b) => b.confidence - a.confidence);
  const points: { coverage: number; precision: number }[] = [];
  let right = 0;
  let step = 1;
  for (const [index, { comparison }] of answers.entries()) {
    if (comparison.norm) right++;
    const passed = index + 1;
    if (passed < (step * answers.length) / steps) continue;
    step = Math.floor((passed * steps) / answers.length) + 1;
    if (passed < FEWEST) continue;
    points.push({ coverage: (100 * passed) / answers.length, precision: (100 * right) / passed });
  }
  return points;
}
