import type { Decision } from '../answers/decide.js';
import { fitGroups } from './hierarchical.js';
import { dot, logOdds, type Observation, sigmoid } from './logistic.js';

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

/** What is known of a value, with the weight to start from, how strongly all fields are drawn to it, and each field to all. */
const VALUE_FEATURES: readonly (readonly [weight: number, all: number, own: number])[] = [
  [-0.5, 0.5, 2],
  [0.4, 4, 6],
  [0.5, 4, 6],
  [0, 4, 6],
  [0, 4, 6],
  [-1, 4, 6],
  [-1, 4, 6],
  [0.3, 4, 6],
];
const ABSENT_FEATURES: typeof VALUE_FEATURES = [
  [0, 0.1, 1],
  [0.6, 3, 3],
];
/** How strongly the level of a field is drawn to that of all. */
const LEVEL = 0.7;
/** Beyond this the model's odds tell nothing more. */
const MOST_LOG_ODDS = 8;
/**
 * How much of the reader's doubt in a date's, amount's or number's least sure word stays where everything else speaks for
 * the value. Not learned: clear documents show no errors to learn from, and the bad copy that comes later must not pass
 * for clear.
 */
const LASTING_DOUBT = 0.2;

/** Fits one calibration for each field: its own answers, drawn to what holds for all fields. */
export function fitCalibrations(fields: readonly (readonly JudgedDecision[])[]): Calibration[] {
  const value = fitKind(
    fields,
    { isKind: (decision) => decision.value !== null, describe: describeValue },
    VALUE_FEATURES,
  );
  const absent = fitKind(
    fields,
    { isKind: (decision) => decision.value === null, describe: describeAbsent },
    ABSENT_FEATURES,
  );
  return fields.map((_, index) => ({ value: value[index] ?? [], absent: absent[index] ?? [] }));
}

/** The calibrated confidence of an answer. */
export function confidenceOf(decision: Decision, { value, absent }: Calibration): number {
  if (decision.value === null) return sigmoid(dot(absent, describeAbsent(decision)));
  return Math.min(sigmoid(dot(value, describeValue(decision))), mostConfidence(decision));
}

/** Text is spelled anew from its words, and what they lose is learned there. */
function mostConfidence({ choice }: Decision): number {
  return !choice || choice.read ? 1 : 1 - LASTING_DOUBT * (1 - choice.leastWordConfidence);
}

interface Kind {
  isKind(decision: Decision): boolean;
  describe(decision: Decision): number[];
}

function fitKind(
  fields: readonly (readonly JudgedDecision[])[],
  { isKind, describe }: Kind,
  features: typeof VALUE_FEATURES,
): number[][] {
  const observations = fields.map((field) =>
    field
      .filter(({ decision }) => isKind(decision))
      .map(({ decision, right }): Observation => ({ features: describe(decision), right })),
  );
  return fitGroups(observations, {
    all: { weights: features.map(([weight]) => weight), strength: features.map(([, all]) => all) },
    level: LEVEL,
    own: features.map(([, , own]) => own),
  });
}

function describeValue({ probability, recollection, choice }: Decision): number[] {
  const similarity = recollection?.similarity ?? 0;
  return [
    1,
    Math.min(MOST_LOG_ODDS, logOdds(probability)),
    similarity === 1 ? 1 : 0,
    similarity >= 0.85 && similarity < 1 ? 1 : 0,
    Math.min(1, Math.log1p(recollection?.value.count ?? 0) / 2),
    wordDoubt(choice?.leastWordConfidence ?? 1),
    wordDoubt(choice?.meanWordConfidence ?? 1),
    Math.log(choice?.occurrences ?? 1),
  ];
}

const describeAbsent = ({ probability }: Decision): number[] => [1, Math.min(MOST_LOG_ODDS, logOdds(probability))];

/** 0 for words read without doubt, 1 for words read with none of it. */
const wordDoubt = (confidence: number): number => Math.min(1, Math.log(Math.max(0.01, 1 - confidence) / 0.01) / 4);
