import type { TaskResult, TrainingPlan, TrainingTask } from '../training/training-plan.js';
import type { FieldConfig, Training, TrainingDocument } from '../types.js';

/** A plan without its documents, which every worker has already. */
export type PlanOutline = Omit<TrainingPlan, 'documents'>;

/** What a worker is asked. Documents come first, in parts; they are not answered. */
export type Request =
  | { kind: 'documents'; documents: readonly TrainingDocument[] }
  | { kind: 'plan'; fields: FieldConfig; seed: number }
  | { kind: 'adopt'; outline: PlanOutline }
  | { kind: 'run'; task: TrainingTask }
  | { kind: 'assemble'; results: readonly TaskResult[] };

/** What it answers; `progress` comes before a result, any number of times. */
export type Reply =
  | { kind: 'planned'; outline: PlanOutline }
  | { kind: 'adopted' }
  | { kind: 'progress'; fraction: number }
  | { kind: 'result'; result: TaskResult }
  | { kind: 'assembled'; training: Training }
  | { kind: 'failed'; name: string; message: string; stack: string | undefined };
