import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';

/*
 * The job queue's public SQL interface. Its schema is made by `migrateJobs` of jobs/runner.ts.
 */

export interface NewJob {
  name: string;
  payload: unknown;
  maxAttempts: number;
  /** A job with the key of one that waits takes its place. */
  key: string | null;
  /** Jobs of a lower number go first; 0 is usual. */
  priority: number;
}

/** Adds a job that begins when the transaction is committed. */
export async function addJob(db: Database, job: NewJob): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${job.name}::text, ${JSON.stringify(job.payload)}::json,
    max_attempts => ${job.maxAttempts}::integer, job_key => ${job.key}::text,
    priority => ${job.priority}::integer
  )`.execute(db);
}

/** Removes a job that waits; one that is being worked on is not tried again. */
export async function removeJob(db: Database, key: string): Promise<void> {
  await sql`select graphile_worker.remove_job(${key}::text)`.execute(db);
}

const lockOf = (worker: string) => `job-worker:${worker}`;

/** The key of a worker's lock, where its name is an expression. */
export const lockKeyOf = (worker: RawBuilder<unknown>) => sql`hashtextextended(${sql.lit(lockOf(''))} || ${worker}, 0)`;

/** The statement by which a worker shows that it lives, on a connection that ends with it. */
export function liveLock(worker: string): { text: string; values: string[] } {
  return { text: 'select pg_advisory_lock(hashtextextended($1, 0))', values: [lockOf(worker)] };
}

export function liveUnlock(worker: string): { text: string; values: string[] } {
  return { text: 'select pg_advisory_unlock(hashtextextended($1, 0))', values: [lockOf(worker)] };
}

/** Frees the jobs of workers that no longer hold their lock, and gives these workers. */
export async function unlockJobsOfDeadWorkers(trx: Database): Promise<string[]> {
  // A worker that has just started may have a job before it has its lock; hence the five seconds.
  const { rows } = await sql<{ worker: string }>`
    with workers as materialized (
      select distinct locked_by as worker from graphile_worker.jobs where locked_at < now() - interval '5 seconds'
    )
    select worker from workers where pg_try_advisory_xact_lock(${lockKeyOf(sql.ref('worker'))})
  `.execute(trx);
  const dead = rows.map(({ worker }) => worker);
  if (dead.length > 0) await sql`select graphile_worker.force_unlock_workers(${dead}::text[])`.execute(trx);
  return dead;
}

/** Removes jobs that were given up long ago. */
export async function removeExhaustedJobs(db: Database, days: number): Promise<void> {
  await sql`select graphile_worker.complete_jobs(array(
    select id from graphile_worker.jobs
    where attempts >= max_attempts and locked_at is null and updated_at < now() - make_interval(days => ${days})
  ))`.execute(db);
}

/** Keys among these of jobs that are to be done or are being done. */
export async function findWaitingJobs(db: Database, keys: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select key from graphile_worker.jobs where key = any(${[...keys]}::text[]) and attempts <= max_attempts
  `.execute(db);
  return new Set(rows.map(({ key }) => key));
}
