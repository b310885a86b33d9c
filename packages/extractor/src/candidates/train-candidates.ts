import { FeatureOwners } from '../features/feature-owners.js';
import type { SparseRows } from '../features/sparse-rows.js';
import { FEATURE_COUNT } from '../hashing.js';
import { FeatureDropout, OF_ROWS } from '../learning/feature-dropout.js';
import { AdaptiveWeights, NEGLIGIBLE, rateOf, type Schedule } from '../learning/weights.js';
import { createRandom, shuffle } from '../random.js';
import { type CandidateWeights, candidateProbabilities } from './score-candidates.js';

/** A document to learn from: its candidates' features, those of "none" last, and 1 for each candidate that has the right value. */
export interface CandidateExample {
  features: SparseRows;
  /** The same without what documents of the same sender say, where there are some: gone through as often, for senders that are new. */
  untold?: SparseRows;
  correct: Uint8Array;
  /** The same for documents of one sender. */
  group: number;
}

/** The share of times that a document is learned from without. */
const UNTOLD = 0.5;
/** What labels the candidates tells less of there being none than of which one is meant: it is learned more slowly. */
const ABSENCE_RATE = 0.25;

export interface CandidateTraining {
  schedule: Schedule;
  seed: number;
  onEpoch?(done: number): void;
}

/**
 * Learns a softmax over a document's candidates and "none". The summed probability of all correct candidates is made as
 * high as possible: no one needs to say which of several places with the right value is meant.
 */
export function trainCandidates(examples: readonly CandidateExample[], training: CandidateTraining): CandidateWeights {
  const random = createRandom(training.seed);
  const dropout = new FeatureDropout(OF_ROWS, random);
  const owners = new FeatureOwners(examples);
  const weights = new AdaptiveWeights(FEATURE_COUNT);
  const absent = new AdaptiveWeights(1);
  // Where every document has a value, the labels of some documents would only take over what holds for all.
  const isEverAbsent = examples.some(({ correct }) => !correct.includes(1));
  for (let epoch = 0; epoch < training.schedule.epochs; epoch++) {
    const rate = rateOf(training.schedule, epoch);
    for (const { features, untold, correct, group } of shuffle([...examples], random)) {
      const kept =
        random() < UNTOLD
          ? dropout.apply(untold ?? features, (feature) => owners.isOwn(feature, group))
          : dropout.apply(features);
      const current = { features: weights.values, absent: absent.values[0] as number };
      const predicted = candidateProbabilities(current, kept);
      const isAbsent = !correct.includes(1);
      let mass = 1e-30;
      for (const [index, probability] of predicted.probabilities.entries())
        if (correct[index] === 1) mass += probability;
      for (const [index, probability] of predicted.probabilities.entries()) {
        const gradient = probability - (correct[index] === 1 ? probability / mass : 0);
        if (Math.abs(gradient) >= NEGLIGIBLE) stepAll(weights, kept, { row: index, gradient, rate });
      }
      const gradient = predicted.absent - (isAbsent ? 1 : 0);
      if (isEverAbsent && Math.abs(gradient) >= NEGLIGIBLE)
        stepAll(weights, kept, { row: predicted.probabilities.length, gradient, rate: rate * ABSENCE_RATE });
      absent.step(0, gradient, rate);
    }
    training.onEpoch?.((epoch + 1) / training.schedule.epochs);
  }
  return { features: weights.values, absent: absent.values[0] as number };
}

function stepAll(
  weights: AdaptiveWeights,
  { offsets, indices }: SparseRows,
  { row, gradient, rate }: { row: number; gradient: number; rate: number },
): void {
  const stop = offsets[row + 1] as number;
  for (let at = offsets[row] as number; at < stop; at++) weights.step(indices[at] as number, gradient, rate);
}
