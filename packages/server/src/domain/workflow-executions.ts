import type { Json, Machine } from '@las/asl';
import type {
  ExecutionEventPage,
  ExecutionStatus,
  JsonObject,
  WorkflowDefinition,
  WorkflowExecution,
  WorkflowExecutionPage,
} from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { type ExecutionsOfWorkflow, findExecutionsOfWorkflows } from '../db/transition-executions.js';
import {
  deleteWorkflowExecutionRow,
  findEvents,
  findWorkflowExecution,
  lockWorkflowExecution,
  pageOfWorkflowExecutions,
  type WorkflowExecutionIds,
  type WorkflowExecutionRow,
} from '../db/workflow-executions.js';
import { findWorkflow, findWorkflowDefinition, lockWorkflowForExecution } from '../db/workflows.js';
import { badRequest, notFound } from './api-error.js';
import type { Engine } from './execution/engine.js';
import { asJsonObject } from './execution/json-object.js';
import { type KnownWorkflows, UnusableDefinitionError } from './execution/known-workflows.js';
import { newId } from './ids.js';
import { requireJsonSize } from './json-size.js';
import type { NextTokens } from './next-token.js';

export interface ExecutionQuery {
  status?: ExecutionStatus[];
  sortBy?: 'startTime' | 'endTime';
  order?: 'ascending' | 'descending';
  maxResults?: number;
  nextToken?: string;
}

/** As the language has it of all data. */
const mostInputBytes = 262_144;
/** Events in the answer of one execution; all of them are in its list of events. */
const mostEvents = 1000;

const nothing: ExecutionsOfWorkflow = { transitionExecutions: {}, completedBy: [] };

function toWorkflowExecution(
  row: WorkflowExecutionRow,
  { transitionExecutions, completedBy } = nothing,
): WorkflowExecution {
  return {
    executionId: row.id,
    workflowId: row.workflow_id,
    status: row.status,
    input: row.input,
    output: row.output === null ? null : asJsonObject(row.output),
    startTime: row.start_time.toISOString(),
    endTime: row.end_time?.toISOString() ?? null,
    transitionExecutions,
    completedBy,
    logId: row.log_id,
  };
}

/** @throws ApiError `notFound`. */
export async function requireWorkflowExecution(db: Database, ids: WorkflowExecutionIds): Promise<WorkflowExecutionRow> {
  const row = await findWorkflowExecution(db, ids);
  if (row) return row;
  const workflow = await findWorkflow(db, ids.organizationId, ids.workflowId);
  throw notFound(workflow ? ids.executionId : ids.workflowId);
}

/** @returns the execution, and what sets it going once the transaction is committed. */
export async function executeWorkflow(
  { trx, engine }: { trx: DatabaseTransaction; engine: Engine },
  organizationId: string,
  workflowId: string,
  input: JsonObject,
): Promise<{ execution: WorkflowExecution; begin(): void }> {
  requireJsonSize('body.input', input, mostInputBytes);
  const workflow = await lockWorkflowForExecution(trx, organizationId, workflowId);
  if (!workflow) throw notFound(workflowId);
  const id = newId('workflow-execution');
  try {
    const started = await engine.start(trx, { id, organizationId, workflowId, workflowName: workflow.name, input });
    const transitionExecutions: Record<string, string[]> = {};
    for (const { transitionId, id: taskId } of started.tasks) {
      transitionExecutions[transitionId] = [...(transitionExecutions[transitionId] ?? []), taskId];
    }
    const execution = toWorkflowExecution(started.row, { transitionExecutions, completedBy: [] });
    return { execution, begin: started.begin };
  } catch (error) {
    if (error instanceof UnusableDefinitionError) throw badRequest(error.message);
    throw error;
  }
}

export async function getWorkflowExecution(db: Database, ids: WorkflowExecutionIds): Promise<WorkflowExecution> {
  const row = await requireWorkflowExecution(db, ids);
  const found = await findExecutionsOfWorkflows(db, [row.id]);
  const events = await findEvents(db, row.id, { from: 1, limit: mostEvents });
  return { ...toWorkflowExecution(row, found.get(row.id)), events: events as unknown as JsonObject[] };
}

export async function listWorkflowExecutions(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  workflowId: string,
  query: ExecutionQuery,
): Promise<WorkflowExecutionPage> {
  if (!(await findWorkflow(db, organizationId, workflowId))) throw notFound(workflowId);
  const { status, sortBy, order } = query;
  const echo = { ...(status ? { status } : {}), ...(sortBy ? { sortBy } : {}), ...(order ? { order } : {}) };
  const list = { name: 'workflow executions', organizationId, filters: { workflowId, ...echo } };
  const sorting = { sortBy, order: order ?? 'descending' } as const;
  const keyset = nextTokens.keyset(list, query);
  const page = await pageOfWorkflowExecutions(db, { organizationId, workflowId }, status, sorting, keyset);
  const found = await findExecutionsOfWorkflows(
    db,
    page.rows.map(({ id }) => id),
  );
  return {
    executions: page.rows.map((row) => toWorkflowExecution(row, found.get(row.id))),
    nextToken: nextTokens.token(list, page.next),
    workflowId,
    ...echo,
  };
}

/** The state of the top level in which the work of a transition stands. */
function stateOf(machine: Machine, workflowId: string, transitionId: string): string {
  const [state] = machine.tasks.find(({ resource }) => resource === transitionId)?.path ?? [];
  if (state === undefined) throw badRequest(`body.nextTransitionId: ${transitionId} is no transition of ${workflowId}`);
  return state;
}

/** What the state was given when it was entered last, or else what the execution was at when it stopped. */
async function inputFor(db: Database, row: WorkflowExecutionRow, state: string): Promise<unknown> {
  const events = await findEvents(db, row.id, { from: 1, limit: Number.MAX_SAFE_INTEGER });
  const entered = events.filter(({ type, within }) => type === 'stateEntered' && within === undefined);
  const last = entered.findLast((event) => event.state === state) ?? entered.at(-1);
  return last?.input ?? row.input;
}

/** Runs an execution on from a transition of its workflow, or ends it as failed. */
export async function updateWorkflowExecution(
  { db, engine, workflows }: { db: Database; engine: Engine; workflows: KnownWorkflows },
  ids: WorkflowExecutionIds,
  { nextTransitionId, by }: { nextTransitionId: string; by: string },
): Promise<WorkflowExecution> {
  const row = await requireWorkflowExecution(db, ids);
  if (nextTransitionId === 'las:transition:commons-failed') {
    if (row.status !== 'running' && row.status !== 'error') {
      throw badRequest(`${row.id} has ended already: it is ${row.status}`);
    }
    const event = { type: 'stopped', error: 'las.Stopped', cause: `Ended by ${by}` } as const;
    await engine.deliver(row.id, { event, final: true });
    return getWorkflowExecution(db, ids);
  }
  if (row.status === 'succeeded') throw badRequest(`${row.id} has ended already: it is ${row.status}`);
  const state = stateOf(await workflows.machine(db, ids.workflowId), ids.workflowId, nextTransitionId);
  const input = (await inputFor(db, row, state)) as Json;
  await engine.deliver(row.id, { event: { type: 'resumed', state, input } });
  return getWorkflowExecution(db, ids);
}

/** Deletes an execution with its tasks, timers and events. Those who work on its tasks are told by their next call. */
export async function deleteWorkflowExecution(
  trx: DatabaseTransaction,
  ids: WorkflowExecutionIds,
): Promise<WorkflowExecution> {
  const row = await lockWorkflowExecution(trx, ids);
  if (!row) {
    await requireWorkflowExecution(trx, ids);
    throw notFound(ids.executionId);
  }
  const found = await findExecutionsOfWorkflows(trx, [row.id]);
  await deleteWorkflowExecutionRow(trx, row.id);
  return toWorkflowExecution(row, found.get(row.id));
}

export async function listWorkflowExecutionEvents(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  ids: WorkflowExecutionIds,
  query: { maxResults?: number; nextToken?: string },
): Promise<ExecutionEventPage> {
  await requireWorkflowExecution(db, ids);
  const { organizationId, workflowId, executionId } = ids;
  const list = { name: 'execution events', organizationId, filters: { workflowId, executionId } };
  const { limit, after } = nextTokens.keyset(list, query);
  const events = await findEvents(db, executionId, { from: Number(after ?? 0) + 1, limit: limit + 1 });
  const page = events.slice(0, limit);
  const next = events.length > page.length ? String(page.at(-1)?.number) : null;
  return { events: page, nextToken: nextTokens.token(list, next) };
}

export async function getWorkflowDefinition(
  db: Database,
  organizationId: string,
  workflowId: string,
): Promise<WorkflowDefinition> {
  const found = await findWorkflowDefinition(db, workflowId);
  if (found?.organizationId !== organizationId) throw notFound(workflowId);
  return { workflowId, definition: found.definition };
}
