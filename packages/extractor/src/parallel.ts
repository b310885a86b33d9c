import { availableParallelism } from 'node:os';
import { describeTask } from './training/describe-task.js';
import type { TaskResult } from './training/training-plan.js';
import type { FieldConfig, Training, TrainingDocument } from './types.js';
import type { PlanOutline } from './workers/messages.js';
import { TrainingWorker } from './workers/training-worker.js';
import { buffersOf } from './workers/transferables.js';

export interface TrainInWorkersOptions {
  /** The same documents and seed give the same model, whatever the number of threads. */
  seed?: number;
  /** Default: one a core, at most 8. */
  threads?: number;
  /** How much is done, 0..1, and what is being done. */
  onProgress?(fraction: number, what: string): void;
  /** Ends the threads at once; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

const MAX_THREADS = 8;
/** Planning is a small part of the work, but not nothing. */
const PLANNING_SHARE = 0.03;

/**
 * Trains a model in worker threads: planning, learning and assembly all happen there, and documents are handed over a few at
 * a time, so that the caller's event loop stays free. The model is the same as that of `train`.
 *
 * Rejects with a `TooFewDocumentsError` when fewer than 5 documents have a usable value, with the signal's reason when
 * aborted, and with the error of a thread that fails or ends by itself.
 *
 * @example
 * const { model, report } = await trainInWorkers(documents, { total: { type: 'amount', maxLength: 20 } }, { signal });
 */
export async function trainInWorkers(
  documents: readonly TrainingDocument[],
  fields: FieldConfig,
  options: TrainInWorkersOptions = {},
): Promise<Training> {
  const { signal, seed = 1, threads = Math.min(MAX_THREADS, availableParallelism()) } = options;
  signal?.throwIfAborted();
  const workers = Array.from({ length: Math.max(1, threads) }, () => new TrainingWorker());
  const aborted = rejectOnAbort(signal);
  try {
    return await Promise.race([
      coordinate(workers, { documents, fields, seed, onProgress: options.onProgress }),
      aborted.promise,
    ]);
  } finally {
    aborted.release();
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

interface Job {
  documents: readonly TrainingDocument[];
  fields: FieldConfig;
  seed: number;
  onProgress: TrainInWorkersOptions['onProgress'];
}

async function coordinate(workers: readonly TrainingWorker[], job: Job): Promise<Training> {
  const [first, ...others] = workers as [TrainingWorker, ...TrainingWorker[]];
  job.onProgress?.(0, 'looking values up');
  await Promise.all(workers.map((worker) => worker.sendDocuments(job.documents)));
  const { outline } = await first.ask({ kind: 'plan', fields: job.fields, seed: job.seed }, 'planned');
  await Promise.all(others.map((worker) => worker.ask({ kind: 'adopt', outline }, 'adopted')));
  const results = await runTasks(workers, outline, job);
  job.onProgress?.(1, 'putting the model together');
  const { training } = await first.ask({ kind: 'assemble', results }, 'assembled', {
    transfer: results.flatMap(buffersOf),
  });
  return training;
}

/** Each worker takes the next task when it is done with one. */
async function runTasks(workers: readonly TrainingWorker[], outline: PlanOutline, job: Job): Promise<TaskResult[]> {
  const waiting = [...outline.tasks];
  const results: TaskResult[] = [];
  const doneOf = new Map<number, number>();
  await Promise.all(
    workers.map(async (worker) => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        const { id, share } = task;
        const what = describeTask({ ...outline, documents: [] }, task);
        const onProgress = (fraction: number): void => {
          doneOf.set(id, fraction * share);
          const done = [...doneOf.values()].reduce((sum, part) => sum + part, 0);
          job.onProgress?.(Math.min(1, PLANNING_SHARE + (1 - PLANNING_SHARE) * done), what);
        };
        const { result } = await worker.ask({ kind: 'run', task }, 'result', { onProgress });
        onProgress(1);
        results.push(result);
      }
    }),
  );
  return results.sort((a, b) => a.task.id - b.task.id);
}

function rejectOnAbort(signal: AbortSignal | undefined): { promise: Promise<never>; release(): void } {
  let onAbort = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  return { promise, release: () => signal?.removeEventListener('abort', onAbort) };
}
