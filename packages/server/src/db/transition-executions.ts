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
export const taskColumns = sql.join(columns.map((column) => sql.ref(`task.${column}`)));

function select(db: Database, { organizationId, transitionId }: Omit<TransitionExecutionIds, 'executionId'>) {
  return db
    .selectFrom('transition_executions')
    .select(columns)
    .where('organization_id', '=', organizationId)
    .where('transition_id', '=', transitionId);
}

/**
 * Of a row that is found by its id. No index serves it, which leaves the planner no choice: its statistics lag behind a table
 * that grows by thousands of rows a minute, and by them an index of the transition looks as good as that of the id.
 */
export const isOf = ({ organizationId, transitionId }: Omit<TransitionExecutionIds, 'executionId'>) => sql<boolean>`
  organization_id is not distinct from ${organizationId} and transition_id is not distinct from ${transitionId}
`;

const findPlanned = prepared(['organizationId', 'transitionId', 'executionId'], (db, slot) =>
  db.selectFrom('transition_executions').select(columns).where('id', '=', slot.executionId).where(isOf(slot)),
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
      order by queued_time, seq limit 1 -- by the index of what waits, whatever the planner thinks of the others
    ) as waits
  `;
  return { compile: () => query.compile(db) };
});

/** Whether something waits at a transition. */
export async function hasWaiting(db: Database, organizationId: string, transitionId: string): Promise<boolean> {
  const [row] = await waitingPlanned(db, { organizationId, transitionId });
  return row?.waits === true;
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
