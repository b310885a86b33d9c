import type { ExecutionStatus } from '@las/contract';
import { type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import type { Keyset, Page } from './paging.js';
import { prepared } from './prepared.js';
import type { TransitionExecutionTable } from './schema.js';
import { type Sorting, selectSortedPage } from './sorted-page.js';

export type TransitionExecutionRow = Selectable<TransitionExecutionTable>;

export interface TransitionExecutionIds {
  organizationId: string;
  transitionId: string;
  executionId: string;
}

const columns = [
  'seq',
  'id',
  'organization_id',
  'transition_id',
  'workflow_id',
  'workflow_execution_id',
  'task_id',
  'state_name',
  'kind',
  'phase',
  'status',
  'input',
  'output',
  'error',
  'cause',
  'attempt',
  'holder',
  'heartbeat_seconds',
  'queued_time',
  'start_time',
  'heartbeat_time',
  'end_time',
  'completed_by',
  'log_id',
  'created_time',
] as const;

/** `task.a, task.b, …`, for statements that return what they changed. */
const taskColumns = sql.join(columns.map((column) => sql.ref(`task.${column}`)));

function select(db: Database, { organizationId, transitionId }: Omit<TransitionExecutionIds, 'executionId'>) {
  return db
    .selectFrom('transition_executions')
    .select(columns)
    .where('organization_id', '=', organizationId)
    .where('transition_id', '=', transitionId);
}

const findPlanned = prepared(['organizationId', 'transitionId', 'executionId'], (db, slot) =>
  select(db, slot).where('id', '=', slot.executionId),
);

export async function findTransitionExecution(
  db: Database,
  ids: TransitionExecutionIds,
): Promise<TransitionExecutionRow | undefined> {
  const [row] = await findPlanned(db, { ...ids });
  return row;
}

export function pageOfTransitionExecutions(
  db: Database,
  { organizationId, transitionId }: Omit<TransitionExecutionIds, 'executionId'>,
  filter: { statuses: readonly ExecutionStatus[] | undefined; executionIds: readonly string[] | undefined },
  sorting: Sorting,
  keyset: Keyset,
): Promise<Page<TransitionExecutionRow>> {
  let query = select(db, { organizationId, transitionId });
  if (filter.statuses) query = query.where(sql<boolean>`status = any(${[...filter.statuses]})`);
  if (filter.executionIds) query = query.where(sql<boolean>`id = any(${[...filter.executionIds]})`);
  return selectSortedPage(query, sorting, keyset);
}

const waitingPlanned = prepared(['organizationId', 'transitionId'], (db, slot) => {
  const query = sql<{ waits: boolean }>`
    select exists (
      select from transition_executions
      where transition_id = ${slot.transitionId} and organization_id = ${slot.organizationId} and phase = 'waiting'
    ) as waits
  `;
  return { compile: () => query.compile(db) };
});

/** Whether something waits at a transition. */
export async function hasWaiting(db: Database, organizationId: string, transitionId: string): Promise<boolean> {
  const [row] = await waitingPlanned(db, { organizationId, transitionId });
  return row?.waits === true;
}

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

/** Gives waiting containers' work to a worker, the oldest first, over all organizations. */
export async function claimContainerWork(
  db: Database,
  { holder, limit }: { holder: string; limit: number },
): Promise<TransitionExecutionRow[]> {
  const { rows } = await sql<TransitionExecutionRow>`
    update transition_executions task
    set phase = 'held', holder = ${holder}, start_time = coalesce(task.start_time, now()), heartbeat_time = now()
    where task.id in (
      select id from transition_executions
      where kind = 'docker' and phase = 'waiting' order by queued_time, seq limit ${limit}
      for update skip locked
    )
    returning ${taskColumns}
  `.execute(db);
  return rows;
}

/** The same for work of the service itself. */
export async function claimBuiltInWork(
  db: Database,
  { holder, limit }: { holder: string; limit: number },
): Promise<TransitionExecutionRow[]> {
  const { rows } = await sql<TransitionExecutionRow>`
    update transition_executions task
    set phase = 'held', holder = ${holder}, start_time = coalesce(task.start_time, now()), heartbeat_time = now()
    where task.id in (
      select id from transition_executions
      where kind = 'built-in' and phase = 'waiting' order by queued_time, seq limit ${limit}
      for update skip locked
    )
    returning ${taskColumns}
  `.execute(db);
  return rows;
}

/** Notes that the holder lives. Undefined when the work is not held. */
export async function noteHeartbeat(
  db: Database,
  ids: TransitionExecutionIds,
): Promise<Pick<TransitionExecutionRow, 'task_id' | 'workflow_execution_id' | 'heartbeat_seconds'> | undefined> {
  return db
    .updateTable('transition_executions')
    .set({ heartbeat_time: sql<Date>`now()` })
    .where('organization_id', '=', ids.organizationId)
    .where('transition_id', '=', ids.transitionId)
    .where('id', '=', ids.executionId)
    .where('phase', '=', 'held')
    .returning(['task_id', 'workflow_execution_id', 'heartbeat_seconds'])
    .executeTakeFirst();
}

/**
 * Ends work as put back, and puts other executions of the same tasks where they were in the queue. The id is another one, so
 * that who had it cannot end what somebody else has now.
 */
const putBack = (condition: ReturnType<typeof sql<boolean>>, completedBy: string | null) => sql<{
  id: string;
  transition_id: string;
}>`
  with ended as (
    update transition_executions task
    set phase = 'ended', status = 'retry', end_time = now(), completed_by = ${completedBy}
    where task.phase = 'held' and ${condition}
    returning ${taskColumns}
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
  noticed as materialized (select count(pg_notify('las_work', transition_id)) from again)
  select ended.id, ended.transition_id, (select count from noticed) from ended
`;

/** Whether it was held, and has been put back. */
export async function putBackTransitionExecution(
  db: Database,
  executionId: string,
  completedBy: string,
): Promise<boolean> {
  const { rows } = await putBack(sql`task.id = ${executionId}`, completedBy).execute(db);
  return rows.length > 0;
}

/** Puts back the work of people and programs that have given no sign of life for so long. */
export async function putBackLapsed(db: Database, seconds: number): Promise<string[]> {
  const { rows } = await putBack(
    sql`task.id in (
      select id from transition_executions
      where phase = 'held' and kind = 'manual' and heartbeat_time < now() - make_interval(secs => ${seconds})
      limit 500 for update skip locked
    )`,
    null,
  ).execute(db);
  return rows.map(({ id }) => id);
}

const holderLock = (holder: ReturnType<typeof sql>) => sql`hashtextextended('job-worker:' || ${holder}, 0)`;

/** Lets the living have what workers of the service held that are dead: they no longer hold their lock. Gives the dead. */
export async function freeWorkOfDeadWorkers(trx: Database): Promise<string[]> {
  const { rows } = await sql<{ holder: string }>`
    with holders as materialized (
      select distinct holder from transition_executions
      where phase = 'held' and kind <> 'manual' and heartbeat_time < now() - interval '3 seconds'
    ),
    dead as materialized (select holder from holders where pg_try_advisory_xact_lock(${holderLock(sql.ref('holder'))})),
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

/** Which of these are still held by this worker. */
export async function findHeld(db: Database, holder: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from transition_executions where id = any(${[...ids]}::text[]) and holder = ${holder} and phase = 'held'
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export interface ExecutionsOfWorkflow {
  /** Ids by transition, in the order in which they came up. */
  transitionExecutions: Record<string, string[]>;
  completedBy: string[];
}

/** What executions of workflows have come by. */
export async function findExecutionsOfWorkflows(
  db: Database,
  executionIds: readonly string[],
): Promise<Map<string, ExecutionsOfWorkflow>> {
  const { rows } = await sql<{
    workflow_execution_id: string;
    transition_id: string;
    ids: string[];
    completed_by: (string | null)[];
  }>`
    select workflow_execution_id, transition_id, array_agg(id order by seq) as ids,
      array_agg(distinct completed_by) as completed_by
    from transition_executions where workflow_execution_id = any(${[...executionIds]}::text[])
    group by workflow_execution_id, transition_id order by min(seq)
  `.execute(db);
  const found = new Map<string, ExecutionsOfWorkflow>();
  for (const row of rows) {
    const one = found.get(row.workflow_execution_id) ?? { transitionExecutions: {}, completedBy: [] };
    one.transitionExecutions[row.transition_id] = row.ids;
    const people = row.completed_by.filter((id) => id !== null && /^las:(user|app-client):/.test(id));
    one.completedBy = [...new Set([...one.completedBy, ...(people as string[])])];
    found.set(row.workflow_execution_id, one);
  }
  return found;
}

export async function setLogOfTransitionExecution(db: Database, executionId: string, logId: string): Promise<void> {
  await db.updateTable('transition_executions').set({ log_id: logId }).where('id', '=', executionId).execute();
}

/** Which of these wait for somebody or are held. */
export async function findUnendedTransitionExecutions(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from transition_executions where id = any(${[...ids]}::text[]) and phase <> 'ended'
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}
