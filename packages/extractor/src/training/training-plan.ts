import type { RawPrediction } from '../answers/choice.js';
import type { FieldSettings } from '../answers/field-settings.js';
import type { FieldWeights } from '../answers/field-weights.js';
import type { Span } from '../spans/train-spans.js';
import type { ReadText } from '../spelling/speller.js';
import type { SkippedDocument, TrainingDocument } from '../types.js';
import type { NearText } from './nearest-text.js';

/** What is known of one field of one document. */
export type Target =
  | {
      state: 'found';
      /** What candidates' and classes' keys are compared with. */
      key: string;
      /** As the ground truth writes it. */
      text: string;
      /** Where it may stand, for a field found as a span of words. */
      spans: readonly Span[];
      /** What was read where it stands, written as answers are; for such a field. */
      read?: ReadText;
    }
  | { state: 'absent' }
  | {
      state: 'unusable';
      reason: string;
      /** Where a value was looked for in vain: the value and what comes nearest to it. */
      missing?: { text: string; nearest: NearText | null };
    };

/** A training cut into independent tasks. Structured-cloneable: it may be sent to worker threads. */
export interface TrainingPlan {
  seed: number;
  folds: number;
  documents: readonly TrainingDocument[];
  fields: readonly FieldSettings[];
  /** By field, by document. */
  targets: readonly (readonly Target[])[];
  /** The fold of each document. */
  foldOf: readonly number[];
  skipped: readonly SkippedDocument[];
  /** The most work first. */
  tasks: readonly TrainingTask[];
}

/** One fit of one field. */
export interface TrainingTask {
  id: number;
  /** Index in {@link TrainingPlan.fields}. */
  field: number;
  /** The fold that is left out and predicted; null for the fit on all documents. */
  fold: number | null;
  /** Share of the whole training's work. */
  share: number;
}

/** What a task gives: weights when it fitted all documents, else predictions for the fold that was left out. */
export interface TaskResult {
  task: TrainingTask;
  weights: FieldWeights | null;
  predictions: { document: number; prediction: RawPrediction }[];
}

export interface PlanOptions {
  /** The same documents and seed give the same model. */
  seed?: number;
  /** Default 5; 10 for fewer than 40 documents. */
  folds?: number;
}
