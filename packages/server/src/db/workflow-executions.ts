import type { ExecutionState } from '@las/asl';
import type { ExecutionEvent, ExecutionStatus, JsonObject } from '@las/contract';
import { type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import type { Keyset, Page } from './paging.js';
import { prepared } from './prepared.js';
import type { WorkflowExecutionTable } from './schema.js';
import { type Sorting, selectSortedPage, startedKeys } from './sorted-page.js';

/** An execution without the stepper's state, which no answer needs. */
export type WorkflowExecutionRow = Omit<Selectable<WorkflowExecutionTable>, 'state' | 'version'>;

export interface WorkflowExecutionIds {
  organizationId: string;
  workflowId: string;
  executionId: string;
}

const columns = [
  'seq',
  'id',
  'organization_id',
  'workflow_id',
  'status',
  'input',
  'output',
  'error',
  'cause',
  'log_id',
  'start_time',
  'end_time',
  'created_time',
] as const;

function select(db: Database, { organizationId, workflowId }: Omit<WorkflowExecutionIds, 'executionId'>) {
  return db
    .selectFrom('workflow_executions')
    .select(columns)
    .where('organization_id', '=', organizationId)
    .where('workflow_id', '=', workflowId);
}

const insertPlanned = prepared(['id', 'organizationId', 'workflowId', 'input', 'startTime'], (db, slot) =>
  db
    .insertInto('workflow_executions')
    .values({
      id: slot.id,
      organization_id: slot.organizationId,
      workflow_id: slot.workflowId,
      status: 'running',
      input: slot.input,
      state: '{}',
      version: 0,
      start_time: sql<Date>`${slot.startTime}::timestamptz`,
    })
    .returning(columns),
);

/** Puts the row of an execution there, which its first step fills. */
export async function insertWorkflowExecution(
  db: Database,
  execution: { id: string; organizationId: string; workflowId: string; input: JsonObject; startTime: Date },
): Promise<WorkflowExecutionRow> {
  const { id, organizationId, workflowId, input, startTime } = execution;
  const values = { input: JSON.stringify(input), startTime: startTime.toISOString() };
  const [row] = await insertPlanned(db, { id, organizationId, workflowId, ...values });
  if (!row) throw new Error('An insert gives its row.');
  return row;
}

/** By the id alone, so that the planner looks at no other index; see transition-executions.ts. */
const findPlanned = prepared(['organizationId', 'workflowId', 'executionId'], (db, slot) =>
  db
    .selectFrom('workflow_executions')
    .select(columns)
    .where('id', '=', slot.executionId)
    .where(sql<boolean>`
      organization_id is not distinct from ${slot.organizationId} and workflow_id is not distinct from ${slot.workflowId}
    `),
);

export async function findWorkflowExecution(
  db: Database,
  ids: WorkflowExecutionIds,
): Promise<WorkflowExecutionRow | undefined> {
  const [row] = await findPlanned(db, { ...ids });
  return row;
}

/** Locks the row until the transaction ends: no step is taken meanwhile. */
export function lockWorkflowExecution(
  trx: Database,
  ids: WorkflowExecutionIds,
): Promise<WorkflowExecutionRow | undefined> {
  return select(trx, ids).where('id', '=', ids.executionId).forUpdate().executeTakeFirst();
}

export async function deleteWorkflowExecutionRow(db: Database, executionId: string): Promise<void> {
  await db.deleteFrom('workflow_executions').where('id', '=', executionId).execute();
}

export function pageOfWorkflowExecutions(
  db: Database,
  { organizationId, workflowId }: Omit<WorkflowExecutionIds, 'executionId'>,
  statuses: readonly ExecutionStatus[] | undefined,
  sorting: Sorting,
  keyset: Keyset,
): Promise<Page<WorkflowExecutionRow>> {
  const all = select(db, { organizationId, workflowId });
  return selectSortedPage(
    statuses ? all.where(sql<boolean>`status = any(${[...statuses]})`) : all,
    sorting,
    keyset,
    startedKeys,
  );
}

/** What the next step starts from. */
export interface ExecutionSnapshot {
  id: string;
  organizationId: string;
  workflowId: string;
  status: ExecutionStatus;
  version: number;
  state: ExecutionState;
  /** Of the events so far. */
  eventCount: number;
}

/** Undefined when the execution was deleted. */
export async function findSnapshot(db: Database, executionId: string): Promise<ExecutionSnapshot | undefined> {
  const { rows } = await sql<ExecutionSnapshot>`
    select id, organization_id as "organizationId", workflow_id as "workflowId", status, version, state, coalesce((
      select first_number - 1 + json_array_length(events) from workflow_execution_events
      where execution_id = ${executionId} order by first_number desc limit 1
    ), 0) as "eventCount"
    from workflow_executions where id = ${executionId}
  `.execute(db);
  return rows[0];
}

/** Ids of executions of a workflow that have not ended, some of them. */
export async function findUnendedExecutions(db: Database, workflowId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('workflow_executions')
    .select('id')
    .where('workflow_id', '=', workflowId)
    .where('status', 'in', ['running', 'error'])
    .orderBy('seq')
    .limit(10)
    .execute();
  return rows.map(({ id }) => id);
}

export interface EventChunk {
  first_number: number;
  events: Omit<ExecutionEvent, 'number'>[];
}

function numbered({ first_number, events }: EventChunk): ExecutionEvent[] {
  return events.map((event, index) => ({ number: first_number + index, ...event }));
}

/** Events from a number on, in their order. Only the rows that hold them are read: see `mostEventsOfARow`. */
export async function findEvents(
  db: Database,
  executionId: string,
  { from, limit }: { from: number; limit: number },
): Promise<ExecutionEvent[]> {
  const { rows } = await sql<EventChunk>`
    select first_number, events from workflow_execution_events
    where execution_id = ${executionId} and first_number < ${from + limit} and first_number >= coalesce((
      select max(first_number) from workflow_execution_events where execution_id = ${executionId} and first_number <= ${from}
    ), 0)
    order by first_number
  `.execute(db);
  return rows
    .flatMap(numbered)
    .filter(({ number }) => number >= from)
    .slice(0, limit);
}

const chunksAtOnce = 20;

/** All events, the last first; step by step, for there may be many. */
export async function* eventsBackwards(db: Database, executionId: string): AsyncGenerator<ExecutionEvent> {
  for (let before: number | undefined; ; ) {
    const all = db.selectFrom('workflow_execution_events').select(['first_number', 'events']);
    const earlier = before === undefined ? all : all.where('first_number', '<', before);
    const chunks = await earlier
      .where('execution_id', '=', executionId)
      .orderBy('first_number', 'desc')
      .limit(chunksAtOnce)
      .execute();
    for (const chunk of chunks) yield* numbered(chunk).reverse();
    before = chunks.at(-1)?.first_number;
    if (before === undefined) return;
  }
}

export async function setLogOfWorkflowExecution(db: Database, executionId: string, logId: string): Promise<void> {
  await db.updateTable('workflow_executions').set({ log_id: logId }).where('id', '=', executionId).execute();
}
