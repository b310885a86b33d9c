import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';
import { prepared } from './prepared.js';
import {
  isOf,
  type TransitionExecutionIds,
  type TransitionExecutionRow,
  taskColumns,
} from './transition-executions.js';
import { noticeWaiting } from './work-notices.js';

const leasePlanned = prepared(['organizationId', 'transitionId', 'holder'], (db, slot) => {
  const query = sql<TransitionExecutionRow>`
    update transition_executions task
    set phase = 'held', holder = ${slot.holder}, start_time = now(), heartbeat_time = now()
    where task.phase = 'waiting' and task.id = (
      select id from transition_executions
      where transition_id = ${slot.transitionId} and organization_id = ${slot.organizationId} and phase = 'waiting'
      order by queued_time, seq limit 1
      for update skip locked
    )
    returning ${taskColumns}
  `;
  return { compile: () => query.compile(db) };
});

/** Gives the work that has waited longest to a holder. Undefined when nothing waits. */
export async function leaseTransitionExecution(
  db: Database,
  lease: { organizationId: string; transitionId: string; holder: string },
): Promise<TransitionExecutionRow | undefined> {
  const [row] = await leasePlanned(db, lease);
  return row;
}

/** Notes that the holder lives. Undefined when the work is not held. */
export async function noteHeartbeat(
  db: Database,
  ids: TransitionExecutionIds,
): Promise<Pick<TransitionExecutionRow, 'task_id' | 'workflow_execution_id' | 'heartbeat_seconds'> | undefined> {
  return db
    .updateTable('transition_executions')
    .set({ heartbeat_time: sql<Date>`now()` })
    .where('id', '=', ids.executionId)
    .where(isOf(ids))
    .where('phase', '=', 'held')
    .returning(['task_id', 'workflow_execution_id', 'heartbeat_seconds'])
    .executeTakeFirst();
}

/**
 * Ends held work as put back, and puts other executions of the same tasks where they were in the queue. The id is another one,
 * so that who had it cannot end what somebody else has now. It counts as a change of the workflow's execution: a step that is
 * being taken meanwhile and gives the task up knows nothing of the other execution, and has to be taken again.
 *
 * @param executions selects ids of the workflow's executions, `held` picks among their tasks.
 */
const putBack = (query: {
  executions: RawBuilder<unknown>;
  lock: RawBuilder<unknown>;
  held: RawBuilder<boolean>;
  completedBy: string | null;
}) => sql<{ id: string }>`
  with locked as materialized (
    select id from workflow_executions where id in (${query.executions}) order by id ${query.lock}
  ),
  ended as (
    update transition_executions task
    set phase = 'ended', status = 'retry', end_time = now(), completed_by = ${query.completedBy}
    from locked
    where task.workflow_execution_id = locked.id and task.phase = 'held' and ${query.held}
    returning ${taskColumns}
  ),
  changed as (
    update workflow_executions execution set version = execution.version + 1
    where execution.id in (select workflow_execution_id from ended)
  ),
  again as (
    insert into transition_executions (
      id, organization_id, transition_id, workflow_id, workflow_execution_id, task_id, state_name, kind, phase, status,
      input, attempt, heartbeat_seconds, queued_time
    )
    select 'las:transition-execution:' || replace(gen_random_uuid()::text, '-', ''), organization_id, transition_id,
      workflow_id, workflow_execution_id, task_id, state_name, kind, 'waiting', 'running', input, attempt,
      heartbeat_seconds, queued_time
    from ended
    returning transition_id
  ),
  noticed as materialized (${noticeWaiting(sql`again`)})
  select ended.id, (select count from noticed) as noticed from ended
`;

/** Whether it was held, and has been put back. */
export async function putBackTransitionExecution(
  db: Database,
  executionId: string,
  completedBy: string,
): Promise<boolean> {
  const { rows } = await putBack({
    executions: sql`select workflow_execution_id from transition_executions where id = ${executionId}`,
    lock: sql`for no key update`,
    held: sql`task.id = ${executionId}`,
    completedBy,
  }).execute(db);
  return rows.length > 0;
}

/** Puts back the work of people and programs that have given no sign of life for so long. Gives the ids of what they had. */
export async function putBackLapsed(db: Database, seconds: number): Promise<string[]> {
  const isSilent = sql<boolean>`kind = 'manual' and heartbeat_time < now() - make_interval(secs => ${seconds})`;
  const { rows } = await putBack({
    executions: sql`select workflow_execution_id from transition_executions where phase = 'held' and ${isSilent} limit 500`,
    // What is being changed is looked at the next time.
    lock: sql`for no key update skip locked`,
    held: isSilent,
    completedBy: null,
  }).execute(db);
  return rows.map(({ id }) => id);
}
