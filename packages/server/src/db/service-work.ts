import { sql } from 'kysely';
import type { Database } from './database.js';
import { lockKeyOf } from './jobs.js';
import type { TransitionExecutionKind } from './schema.js';
import { type TransitionExecutionRow, taskColumns } from './transition-executions.js';

/*
 * Work that the service does itself, by its workers: built-in transitions and containers.
 */

/** Gives waiting work to a worker, what has waited longest first, over all organizations. */
export async function claimWork(
  db: Database,
  { kind, holder, limit }: { kind: Exclude<TransitionExecutionKind, 'manual'>; holder: string; limit: number },
): Promise<TransitionExecutionRow[]> {
  const { rows } = await sql<TransitionExecutionRow>`
    with claimed as materialized (
      select id from transition_executions
      where kind = ${kind} and phase = 'waiting' order by queued_time, seq limit ${limit}
      for update skip locked
    )
    update transition_executions task
    set phase = 'held', holder = ${holder}, start_time = coalesce(task.start_time, now()), heartbeat_time = now()
    from claimed where task.id = claimed.id
    returning ${taskColumns}
  `.execute(db);
  return rows;
}

/** Lets the living have what workers of the service held that are dead: they no longer hold their lock. Gives the dead. */
export async function freeWorkOfDeadWorkers(trx: Database): Promise<string[]> {
  const { rows } = await sql<{ holder: string }>`
    with holders as materialized (
      select distinct holder from transition_executions
      where phase = 'held' and kind <> 'manual' and heartbeat_time < now() - interval '3 seconds'
    ),
    dead as materialized (select holder from holders where pg_try_advisory_xact_lock(${lockKeyOf(sql.ref('holder'))})),
    freed as (
      update transition_executions task set phase = 'waiting', holder = null
      from dead where task.holder = dead.holder and task.phase = 'held' and task.kind <> 'manual'
      returning task.id
    )
    select holder from dead where (select count(*) from freed) >= 0
  `.execute(trx);
  return rows.map(({ holder }) => holder);
}

/** Lets others have what a worker holds, when it stops. */
export async function freeWorkOf(db: Database, holder: string): Promise<void> {
  await sql`
    update transition_executions set phase = 'waiting', holder = null
    where holder = ${holder} and phase = 'held' and kind <> 'manual'
  `.execute(db);
}

/**
 * Lets anybody have what a living worker holds without knowing: when the connection breaks right after a commit, nobody hears
 * of the work that it began.
 *
 * @returns how many pieces of work there were.
 */
export async function freeForgottenWork(
  db: Database,
  { holder, known, afterSeconds }: { holder: string; known: readonly string[]; afterSeconds: number },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update transition_executions set phase = 'waiting', holder = null
    where holder = ${holder} and phase = 'held' and kind <> 'manual'
      and heartbeat_time < now() - make_interval(secs => ${afterSeconds}) and id <> all(${[...known]}::text[])
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Longer than a program may take to tidy up once it has said what came of its work. */
const tidyingSeconds = 60;

/** `wanted`: to be done; `done`: whoever did it said so just now; `given-up`: nobody waits for it, or any longer. */
export type WorkStanding = 'wanted' | 'done' | 'given-up';

/** How pieces of work stand. One that was deleted is given up. */
export async function findStandings(db: Database, ids: readonly string[]): Promise<Map<string, WorkStanding>> {
  const { rows } = await sql<{ id: string; standing: WorkStanding }>`
    select id, case
        when phase <> 'ended' then 'wanted'
        when completed_by is not null and end_time > now() - make_interval(secs => ${tidyingSeconds}) then 'done'
        else 'given-up'
      end as standing
    from transition_executions where id = any(${[...ids]}::text[])
  `.execute(db);
  const found = new Map(rows.map(({ id, standing }) => [id, standing]));
  return new Map(ids.map((id) => [id, found.get(id) ?? 'given-up']));
}
