import type { TrainingPlan, TrainingTask } from './training-plan.js';

/** What a task does, for people who wait for it. */
export function describeTask(plan: TrainingPlan, { field, fold }: TrainingTask): string {
  const label = plan.fields[field]?.label ?? '';
  return fold === null ? `learning ${label}` : `checking ${label}, part ${fold + 1} of ${plan.folds}`;
}
