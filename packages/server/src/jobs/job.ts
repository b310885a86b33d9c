import type { FastifyBaseLogger } from 'fastify';
import type { DatabaseTransaction } from '../db/database.js';
import { addJob } from '../db/jobs.js';

/** A kind of background job: its name, what it is given (JSON), and how often it is tried before it is given up. */
export interface Job<Payload> {
  readonly name: string;
  /** Waits between tries grow exponentially, from seconds to hours. */
  readonly maxAttempts: number;
  /** Only for inference. */
  readonly payload?: Payload;
}

export function job<Payload>(definition: { name: string; maxAttempts: number }): Job<Payload> {
  return definition;
}

/** What a handler is given beside its payload. */
export interface JobContext {
  log: FastifyBaseLogger;
  /** Aborted when the process stops: the handler then puts back what it cannot end at once. */
  stopping: AbortSignal;
}

/** Does a job. When it throws, the job is tried again later. */
export type JobHandler<Payload> = (payload: Payload, context: JobContext) => Promise<void>;

/** A job with its handler bound to what it needs. */
export interface BoundJob {
  name: string;
  run: JobHandler<unknown>;
}

export function bind<Payload>(definition: Job<Payload>, handler: JobHandler<Payload>): BoundJob {
  return { name: definition.name, run: handler as JobHandler<unknown> };
}

/** Adds a job that begins when the transaction is committed. */
export async function enqueue<Payload>(
  trx: DatabaseTransaction,
  definition: Job<Payload>,
  payload: Payload,
  options: { key?: string; priority?: number } = {},
): Promise<void> {
  const { name, maxAttempts } = definition;
  await addJob(trx, { name, payload, maxAttempts, key: options.key ?? null, priority: options.priority ?? 0 });
}
