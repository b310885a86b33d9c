import type { Comparison } from './compare.js';

/** One field of one document: what was answered, against what is true; null for no value. */
export interface Outcome {
  documentId: string;
  label: string;
  truth: string | null;
  value: string | null;
  confidence: number;
  comparison: Comparison;
}

/** All in per cent. */
export interface Measures {
  strict: number;
  norm: number;
  near: number;
  /** Expected calibration error over ten bins, right meaning norm. */
  ece: number;
  /** Answers above the threshold that keeps 99 % right in training, and how many of them are right here. */
  auto99: { coverage: number; precision: number };
}

const BINS = 10;

/** The measures of one field; `threshold` null where training found none. */
export function measureField(outcomes: readonly Outcome[], threshold: number | null): Measures {
  return {
    strict: agreement(outcomes, 'strict'),
    norm: agreement(outcomes, 'norm'),
    near: agreement(outcomes, 'near'),
    ece: calibrationError(outcomes),
    auto99: automate(outcomes, threshold),
  };
}

/** Agreement is the mean over fields; calibration and automation are taken over all answers together. */
export function measureAll(
  fields: Readonly<Record<string, Measures>>,
  outcomes: readonly Outcome[],
  threshold: number | null,
): Measures {
  const average = (kind: 'strict' | 'norm' | 'near'): number =>
    Object.values(fields).reduce((sum, measures) => sum + measures[kind], 0) / Math.max(1, Object.keys(fields).length);
  return {
    strict: average('strict'),
    norm: average('norm'),
    near: average('near'),
    ece: calibrationError(outcomes),
    auto99: automate(outcomes, threshold),
  };
}

/** F1: twice the right answers by the number of truths and answers. */
function agreement(outcomes: readonly Outcome[], kind: keyof Comparison): number {
  const truths = outcomes.filter(({ truth }) => truth !== null).length;
  const answers = outcomes.filter(({ value }) => value !== null).length;
  const right = outcomes.filter(({ comparison }) => comparison[kind]).length;
  return truths + answers === 0 ? 100 : (200 * right) / (truths + answers);
}

const answered = (outcomes: readonly Outcome[]): Outcome[] => outcomes.filter(({ value }) => value !== null);

function calibrationError(outcomes: readonly Outcome[]): number {
  const answers = answered(outcomes);
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const inside = answers.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin);
    const confidence = inside.reduce((sum, answer) => sum + answer.confidence, 0);
    const right = inside.filter(({ comparison }) => comparison.norm).length;
    error += Math.abs(confidence - right);
  }
  return answers.length === 0 ? 0 : (100 * error) / answers.length;
}

function automate(outcomes: readonly Outcome[], threshold: number | null): Measures['auto99'] {
  const answers = answered(outcomes);
  const passed = threshold === null ? [] : answers.filter(({ confidence }) => confidence >= threshold);
  const right = passed.filter(({ comparison }) => comparison.norm).length;
  return {
    coverage: answers.length === 0 ? 0 : (100 * passed.length) / answers.length,
    precision: passed.length === 0 ? 100 : (100 * right) / passed.length,
  };
}
