import type { Decision } from '../answers/decide.js';
import { dot, fitLogistic, logOdds, type Observation, type Prior, sigmoid } from './logistic.js';

/** Weights that turn what is known of an answer into the probability that it is right: for values, and for "none". */
export interface Calibration {
  value: readonly number[];
  absent: readonly number[];
}

/** An answer for a document that the predicting model was not trained on. */
export interface JudgedDecision {
  decision: Decision;
  right: boolean;
}

/** Where a fit over all fields starts from: a little less sure than the model. */
const VALUE_PRIOR: Prior = {
  weights: [0, 0.6, -0.1, 0, 0, 0, 0, 0, 0],
  strength: [0.1, 3, 3, 3, 3, 3, 3, 3, 3],
};
const ABSENT_PRIOR: Prior = { weights: [0, 0.6, -0.1], strength: [0.1, 3, 3] };

/** How strongly one field's weights are drawn to those of all fields. */
const VALUE_SHRINKAGE = [1, 3, 3, 3, 3, 3, 3, 3, 3];
const ABSENT_SHRINKAGE = [1, 3, 3];

/** Fits one calibration for each field: its own answers, drawn to what holds for all fields. */
export function fitCalibrations(fields: readonly (readonly JudgedDecision[])[]): Calibration[] {
  const value = fitKind(fields, { isKind: (decision) => decision.value !== null, describe: describeValue }, [
    VALUE_PRIOR,
    VALUE_SHRINKAGE,
  ]);
  const absent = fitKind(fields, { isKind: (decision) => decision.value === null, describe: describeAbsent }, [
    ABSENT_PRIOR,
    ABSENT_SHRINKAGE,
  ]);
  return fields.map((_, index) => ({ value: value[index] ?? [], absent: absent[index] ?? [] }));
}

/** The calibrated confidence of an answer. */
export function confidenceOf(decision: Decision, { value, absent }: Calibration): number {
  const score = decision.value === null ? dot(absent, describeAbsent(decision)) : dot(value, describeValue(decision));
  return sigmoid(score);
}

interface Kind {
  isKind(decision: Decision): boolean;
  describe(decision: Decision): number[];
}

function fitKind(
  fields: readonly (readonly JudgedDecision[])[],
  { isKind, describe }: Kind,
  [prior, strength]: readonly [Prior, readonly number[]],
): number[][] {
  const observations = fields.map((field) =>
    field
      .filter(({ decision }) => isKind(decision))
      .map(({ decision, right }): Observation => ({ features: describe(decision), right })),
  );
  const pooled = fitLogistic(observations.flat(), prior);
  return observations.map((own) => fitLogistic(own, { weights: pooled, strength }));
}

function describeValue({ probability, runnerUp, recollection, choice }: Decision): number[] {
  const similarity = recollection?.similarity ?? 0;
  return [
    1,
    logOdds(probability),
    Math.log(Math.max(1e-4, runnerUp)),
    similarity === 1 ? 1 : 0,
    similarity >= 0.85 && similarity < 1 ? 1 : 0,
    Math.min(1, Math.log1p(recollection?.value.count ?? 0) / 2),
    wordDoubt(choice?.leastWordConfidence ?? 1),
    wordDoubt(choice?.meanWordConfidence ?? 1),
    Math.log(choice?.occurrences ?? 1),
  ];
}

function describeAbsent({ probability, runnerUp }: Decision): number[] {
  return [1, logOdds(probability), Math.log(Math.max(1e-4, runnerUp))];
}

/** 0 for words read without doubt, 1 for words read with none of it. */
const wordDoubt = (confidence: number): number => Math.min(1, Math.log(Math.max(0.01, 1 - confidence) / 0.01) / 4);
