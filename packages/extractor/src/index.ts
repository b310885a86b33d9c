export type { JudgedAnswer } from './calibration/report.js';
export {
  type AnswerPair,
  comparePairs,
  type PairedComparison,
  type Verdict,
} from './compare/compare-pairs.js';
export { type Contradictions, findContradictions } from './compare/contradictions.js';
export { isSameValue } from './compare/same-value.js';
export { ModelFormatError, TooFewDocumentsError } from './errors.js';
export { loadModel } from './load-model.js';
export { assembleModel } from './training/assemble-model.js';
export { planTraining } from './training/plan-training.js';
export { runTask } from './training/run-task.js';
export { type TrainOptions, train } from './training/train.js';
export type { PlanOptions, TaskResult, TrainingPlan, TrainingTask } from './training/training-plan.js';
export type {
  Alternative,
  Box,
  CalibrationBin,
  ExtractedField,
  Extractor,
  FieldConfig,
  FieldDefinition,
  FieldReport,
  FieldType,
  HeldOutAnswer,
  LabelProblem,
  Page,
  SkippedDocument,
  TradeOff,
  Training,
  TrainingDocument,
  TrainingReport,
  TruthValue,
  Word,
  WordAlternative,
} from './types.js';
