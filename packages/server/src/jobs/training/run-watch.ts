import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/database.js';
import { saveProgress, type TrainingRun } from '../../db/training-runs.js';
import { errorFields } from '../../logging/error-fields.js';

/** The training was cancelled, deleted, or taken over by another process: what this run makes is not wanted. */
export class RunLostError extends Error {
  override readonly name = 'RunLostError';

  constructor(trainingId: string) {
    super(`${trainingId} is no longer in the hands of this run`);
  }
}

/** Writes the progress of a run and learns in the same step whether it still holds the training. */
export interface RunWatch {
  /** Aborted with a {@link RunLostError}, or when the process stops. */
  readonly signal: AbortSignal;
  report(progress: number, activity: string): void;
  end(): Promise<void>;
}

const interval = 1000;

export function watchRun(
  { db, log }: { db: Database; log: FastifyBaseLogger },
  run: TrainingRun,
  stopping: AbortSignal,
): RunWatch {
  const controller = new AbortController();
  const stop = () => controller.abort(stopping.reason);
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  let state: { progress: number; activity: string | null } = { progress: 0, activity: null };
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    try {
      if (!(await saveProgress(db, run, state))) controller.abort(new RunLostError(run.trainingId));
    } catch (error) {
      // The run may go on without its database for a while: the next second tries again.
      log.warn({ ...errorFields(error), trainingId: run.trainingId }, 'progress of a training not written');
    }
  }

  const timer = setInterval(() => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
  }, interval);
  return {
    signal: controller.signal,
    report(progress, activity) {
      state = { progress, activity };
    },
    async end() {
      clearInterval(timer);
      stopping.removeEventListener('abort', stop);
      await writing;
    },
  };
}
