import type { FieldConfig, Training, TrainingDocument } from '../types.js';
import { assembleModel } from './assemble-model.js';
import { describeTask } from './describe-task.js';
import { planTraining } from './plan-training.js';
import { runTask } from './run-task.js';

export interface TrainOptions {
  /** The same documents and seed give the same model. */
  seed?: number;
  /** How much is done, 0..1, and what is being done. */
  onProgress?(fraction: number, what: string): void;
}

/**
 * Trains a model in the calling thread: plan, all tasks, assembly. For a service use `trainInWorkers` of `@las/extractor/parallel`.
 * Throws a `TooFewDocumentsError` when fewer than 5 documents have a usable value.
 *
 * @example
 * const { model, report } = train(documents, { total: { type: 'amount', maxLength: 20 } });
 * const [total] = loadModel(model).extract(pages);
 */
export function train(
  documents: readonly TrainingDocument[],
  fields: FieldConfig,
  { seed = 1, onProgress }: TrainOptions = {},
): Training {
  const plan = planTraining(documents, fields, { seed });
  let done = 0;
  const results = plan.tasks.map((task) => {
    const what = describeTask(plan, task);
    const result = runTask(plan, task, (fraction) => onProgress?.(Math.min(1, done + fraction * task.share), what));
    done += task.share;
    return result;
  });
  const training = assembleModel(plan, results);
  onProgress?.(1, 'done');
  return training;
}
