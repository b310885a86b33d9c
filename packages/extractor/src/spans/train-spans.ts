import { FeatureOwners } from '../features/feature-owners.js';
import type { SparseRows } from '../features/sparse-rows.js';
import { FEATURE_COUNT } from '../hashing.js';
import type { Layout } from '../layout/layout.js';
import { FeatureDropout, OF_ROWS } from '../learning/feature-dropout.js';
import { AdaptiveWeights, NEGLIGIBLE, rateOf, type Schedule } from '../learning/weights.js';
import { createRandom, shuffle } from '../random.js';
import { ROLES, type SpanWeights, scoreSpans } from './span-scores.js';
import { FEATURES_PER_SPAN, SPAN_WEIGHT_COUNT, type SpanLimits, SpanTable } from './span-table.js';

/** First and last token, both included. */
export type Span = readonly [first: number, last: number];

/** A document to learn from: where its value may stand; nowhere when it has none. */
export interface SpanExample {
  layout: Layout;
  features: SparseRows;
  /** The same without what documents of the same sender say, where there are some: gone through as often, for senders that are new. */
  untold?: SparseRows;
  allowed: Uint8Array | null;
  positives: readonly Span[];
  /** The same for documents of one sender. */
  group: number;
}

/** The share of times that a document is learned from without. */
const UNTOLD = 0.5;
const DROPOUT = { ...OF_ROWS, document: 0.5 };

export interface SpanTraining {
  limits: SpanLimits;
  schedule: Schedule;
  seed: number;
  onEpoch?(done: number): void;
}

/**
 * Learns a semi-Markov model of one span a document: the probability of all correct spans together, against all other
 * spans and "none", is made as high as possible (log likelihood, latent positives).
 */
export function trainSpans(examples: readonly SpanExample[], training: SpanTraining): SpanWeights {
  const random = createRandom(training.seed);
  const learner = new SpanLearner(training.limits);
  const dropout = new FeatureDropout(DROPOUT, random);
  const owners = new FeatureOwners(examples);
  for (let epoch = 0; epoch < training.schedule.epochs; epoch++) {
    const rate = rateOf(training.schedule, epoch);
    for (const example of shuffle([...examples], random)) {
      const { features, untold, group } = example;
      const kept =
        random() < UNTOLD
          ? dropout.apply(untold ?? features, (feature) => owners.isOwn(feature, group))
          : dropout.apply(features);
      learner.learn(example, kept, rate);
    }
    training.onEpoch?.((epoch + 1) / training.schedule.epochs);
  }
  return learner.weights();
}

class SpanLearner {
  readonly #tokens = new AdaptiveWeights(FEATURE_COUNT * ROLES);
  readonly #spans = new AdaptiveWeights(SPAN_WEIGHT_COUNT);
  readonly #absent = new AdaptiveWeights(1);
  readonly #table = new SpanTable();
  readonly #limits: SpanLimits;

  constructor(limits: SpanLimits) {
    this.#limits = limits;
  }

  weights(): SpanWeights {
    return { tokens: this.#tokens.values, spans: this.#spans.values, absent: this.#absent.values[0] as number };
  }

  learn({ layout, allowed, positives }: SpanExample, features: SparseRows, rate: number): void {
    const table = this.#table;
    table.fill(layout, this.#limits, allowed);
    const highest = scoreSpans(this.weights(), features, table);
    const absentMass = Math.exp(this.weights().absent - highest);
    const isPositive = markPositives(table, positives);
    let total = absentMass;
    let correct = positives.length === 0 ? absentMass : 0;
    for (let span = 0; span < table.count; span++) {
      const mass = Math.exp((table.scores[span] as number) - highest);
      table.scores[span] = mass;
      total += mass;
      if (isPositive[span] === 1) correct += mass;
    }
    correct = Math.max(correct, 1e-30);
    this.#descend({ layout, features, isPositive, total, correct }, rate);
    this.#absent.step(0, absentMass / total - (positives.length === 0 ? 1 : 0), rate);
  }

  #descend({ layout, features, isPositive, total, correct }: Expectation, rate: number): void {
    const table = this.#table;
    const count = layout.tokens.length;
    const starts = new Float64Array(count);
    const ends = new Float64Array(count);
    const insides = new Float64Array(count + 1);
    const spanGradients = new Float64Array(SPAN_WEIGHT_COUNT);
    for (let span = 0; span < table.count; span++) {
      const mass = table.scores[span] as number;
      const gradient = mass / total - (isPositive[span] === 1 ? mass / correct : 0);
      if (Math.abs(gradient) < NEGLIGIBLE) continue;
      const first = table.first[span] as number;
      const last = table.last[span] as number;
      starts[first] = (starts[first] as number) + gradient;
      ends[last] = (ends[last] as number) + gradient;
      insides[first] = (insides[first] as number) + gradient;
      insides[last + 1] = (insides[last + 1] as number) - gradient;
      const at = span * FEATURES_PER_SPAN;
      for (let index = at; index < at + FEATURES_PER_SPAN; index++) {
        const feature = table.features[index] as number;
        spanGradients[feature] = (spanGradients[feature] as number) + gradient;
      }
    }
    this.#stepTokens(features, { starts, ends, insides }, rate);
    for (const [index, gradient] of spanGradients.entries()) {
      if (gradient !== 0) this.#spans.step(index, gradient, rate);
    }
  }

  #stepTokens({ offsets, indices }: SparseRows, gradients: TokenGradients, rate: number): void {
    let inside = 0;
    for (let token = 0; token < gradients.starts.length; token++) {
      inside += gradients.insides[token] as number;
      const roles = [gradients.starts[token] as number, gradients.ends[token] as number, inside];
      for (const [role, gradient] of roles.entries()) {
        if (Math.abs(gradient) < NEGLIGIBLE) continue;
        const stop = offsets[token + 1] as number;
        for (let at = offsets[token] as number; at < stop; at++) {
          this.#tokens.step((indices[at] as number) * ROLES + role, gradient, rate);
        }
      }
    }
  }
}

interface Expectation {
  layout: Layout;
  features: SparseRows;
  isPositive: Uint8Array;
  total: number;
  correct: number;
}

interface TokenGradients {
  starts: Float64Array;
  ends: Float64Array;
  insides: Float64Array;
}

function markPositives(table: SpanTable, positives: readonly Span[]): Uint8Array {
  const marks = new Uint8Array(table.count);
  if (positives.length === 0) return marks;
  const wanted = new Set(positives.map(([first, last]) => first * 65536 + last));
  for (let span = 0; span < table.count; span++) {
    if (wanted.has((table.first[span] as number) * 65536 + (table.last[span] as number))) marks[span] = 1;
  }
  return marks;
}
