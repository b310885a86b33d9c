import type { CompletedExecution, CompletedQueue } from '../domain/execution/end-of-execution.js';
import { enqueue, job } from './job.js';

/** Runs the container of a workflow's `completedConfig` for an execution that has ended. */
export const runCompletedContainer = job<CompletedExecution>({ name: 'run-completed-container', maxAttempts: 5 });

export const completedKeyOf = (executionId: string) => `completed:${executionId}`;

export const completedQueue: CompletedQueue = {
  enqueue: (trx, completed) =>
    enqueue(trx, runCompletedContainer, completed, { key: completedKeyOf(completed.executionId) }),
};
