import { EventEmitter } from 'node:events';
import type { FastifyBaseLogger } from 'fastify';
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  type RunnerOptions,
  run,
  runMigrations,
  type TaskList,
} from 'graphile-worker';
import type { Pool } from 'pg';
import { errorFields } from '../logging/error-fields.js';
import type { BoundJob } from './job.js';
import type { Liveness } from './liveness.js';

const schema = 'graphile_worker';
const restartAfter = 1000;

const levels: Record<string, 'error' | 'warn' | 'debug'> = { error: 'error', warning: 'warn' };

/** The queue's own messages, without their details: those hold payloads. Its news is of interest to developers only. */
function bridge(log: FastifyBaseLogger): Logger {
  return new Logger((scope) => (level, message) => {
    log[levels[level] ?? 'debug']({ job: scope.jobId, task: scope.taskIdentifier }, message);
  });
}

/** Makes or updates the queue's tables, which every process that enqueues jobs needs. */
export async function migrateJobs(services: { pool: Pool; log: FastifyBaseLogger }): Promise<void> {
  await runMigrations({ pgPool: services.pool, schema, logger: bridge(services.log) });
}

export interface RunnerServices {
  pool: Pool;
  log: FastifyBaseLogger;
  liveness: Liveness;
}

function tasksOf(jobs: readonly BoundJob[], log: FastifyBaseLogger): TaskList {
  return Object.fromEntries(
    jobs.map(({ name, run: work }) => [
      name,
      (payload: unknown, { abortSignal, job }: { abortSignal: AbortSignal; job: { id: string } }) =>
        work(payload, { log: log.child({ job: job.id, task: name }), stopping: abortSignal }),
    ]),
  );
}

/** Works on jobs of some kinds until it is stopped. */
export interface JobRunner {
  /** Takes no more jobs, tells those at work to stop, and waits for them. */
  stop(): Promise<void>;
}

/** Starts a runner, and again whenever it ends by itself, as it does when its database fails it at a bad moment. */
export async function startRunner(
  { pool, log, liveness }: RunnerServices,
  work: { jobs: readonly BoundJob[]; concurrency: number; cron?: CronItem[] },
): Promise<JobRunner> {
  const options = (): RunnerOptions => {
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => void liveness.add(workerPool.id));
    events.on('pool:release', ({ workerPool }) => void liveness.remove(workerPool.id));
    return {
      pgPool: pool,
      schema,
      logger: bridge(log),
      events,
      concurrency: work.concurrency,
      taskList: tasksOf(work.jobs, log),
      parsedCronItems: parseCronItems(work.cron ?? []),
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: 1,
      // Without batches nobody waits for the note that a job has ended: one that the database refuses would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    };
  };
  let stopped = false;
  let runner: Runner | undefined;
  let restart: NodeJS.Timeout | undefined;

  async function start(): Promise<void> {
    const started = await run(options());
    if (stopped) return started.stop();
    runner = started;
    const again = (error?: unknown) => {
      if (stopped) return;
      log.warn(errorFields(error), 'job runner ended and is started again');
      runner = undefined;
      startLater();
    };
    started.promise.then(again, again);
  }

  function startLater(): void {
    restart = setTimeout(() => start().catch(() => stopped || startLater()), restartAfter);
  }

  await start();
  return {
    async stop() {
      stopped = true;
      clearTimeout(restart);
      await runner?.stop().catch((error: unknown) => log.warn(errorFields(error), 'job runner did not stop cleanly'));
    },
  };
}
