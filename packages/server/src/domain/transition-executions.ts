import type { Json } from '@las/asl';
import type {
  ExecutionStatus,
  TransitionExecution,
  TransitionExecutionPage,
  TransitionExecutionUpdate,
  TransitionQueue,
} from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import type { TaskEnd } from '../db/execution-steps.js';
import {
  findTransitionExecution,
  hasWaiting,
  leaseTransitionExecution,
  noteHeartbeat,
  pageOfTransitionExecutions,
  putBackTransitionExecution,
  type TransitionExecutionIds,
  type TransitionExecutionRow,
} from '../db/transition-executions.js';
import { countQueue, findHeldWork } from '../db/transition-queues.js';
import { findTransition } from '../db/transitions.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { builtInDescriptions } from './built-in/built-in-transitions.js';
import type { Caller } from './caller.js';
import type { Engine } from './execution/engine.js';
import { asJsonObject } from './execution/json-object.js';
import type { KnownTransitions } from './execution/known-transitions.js';
import { rejectedError } from './execution/plan-step.js';
import type { SchemaCheck } from './execution/schema-check.js';
import type { NextTokens } from './next-token.js';
import type { ExecutionQuery } from './workflow-executions.js';

export interface TaskServices {
  db: Database;
  engine: Engine;
  transitions: KnownTransitions;
  schemas: SchemaCheck;
}

const mostHeldShown = 1000;

function toTransitionExecution(row: TransitionExecutionRow): TransitionExecution {
  return {
    executionId: row.id,
    transitionId: row.transition_id,
    status: row.status,
    input: asJsonObject(row.input),
    completedBy: row.completed_by,
    startTime: row.start_time?.toISOString() ?? null,
    endTime: row.end_time?.toISOString() ?? null,
    logId: row.log_id,
  };
}

async function requireTransition(db: Database, organizationId: string, transitionId: string) {
  if (builtInDescriptions.has(transitionId)) return 'built-in';
  const transition = await findTransition(db, organizationId, transitionId);
  if (!transition) throw notFound(transitionId);
  return transition.transition_type;
}

/** A container's program sees its own execution, and no other. */
function requireOwn({ taskExecutionId }: Caller, executionId: string): void {
  if (taskExecutionId !== undefined && taskExecutionId !== executionId) throw notFound(executionId);
}

function refuseTasks({ taskExecutionId }: Caller, what: string): void {
  if (taskExecutionId !== undefined) throw new ApiError('forbidden', `The credentials of a task do not ${what}`);
}

async function requireExecution(
  db: Database,
  caller: Caller,
  ids: Omit<TransitionExecutionIds, 'organizationId'>,
): Promise<TransitionExecutionRow> {
  requireOwn(caller, ids.executionId);
  const { organizationId } = caller;
  const row = await findTransitionExecution(db, { ...ids, organizationId });
  if (row) return row;
  await requireTransition(db, organizationId, ids.transitionId);
  throw notFound(ids.executionId);
}

/** Checks that the work of a transition can be leased. */
export async function requireManual(
  { db, transitions }: Pick<TaskServices, 'db' | 'transitions'>,
  caller: Caller,
  transitionId: string,
): Promise<void> {
  refuseTasks(caller, 'lease work');
  const type = (await transitions.find(db, caller.organizationId, transitionId))?.kind;
  if (type === undefined) throw notFound(transitionId);
  if (type !== 'manual')
    throw badRequest(`${transitionId} is ${type}: the service runs it, and nobody else can lease it`);
}

/** Leases the work that has waited longest. @throws ApiError `notFound` when nothing waits. */
export async function leaseWork(
  trx: DatabaseTransaction,
  { organizationId, appClientId }: Caller,
  transitionId: string,
): Promise<TransitionExecution> {
  const row = await leaseTransitionExecution(trx, { organizationId, transitionId, holder: appClientId });
  if (!row) throw nothingWaits(transitionId);
  return toTransitionExecution(row);
}

function nothingWaits(transitionId: string): ApiError {
  return new ApiError('notFound', `Nothing is waiting at ${transitionId}`);
}

/** A look that costs less than an attempt to lease. @throws ApiError `notFound` when nothing waits. */
export async function requireWaiting(db: Database, { organizationId }: Caller, transitionId: string): Promise<void> {
  if (!(await hasWaiting(db, organizationId, transitionId))) throw nothingWaits(transitionId);
}

export async function getTransitionExecution(
  db: Database,
  caller: Caller,
  ids: Omit<TransitionExecutionIds, 'organizationId'>,
): Promise<TransitionExecution> {
  return toTransitionExecution(await requireExecution(db, caller, ids));
}

export async function listTransitionExecutions(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  caller: Caller,
  transitionId: string,
  query: ExecutionQuery & { executionId?: string[] },
): Promise<TransitionExecutionPage> {
  refuseTasks(caller, 'list executions');
  const { organizationId } = caller;
  await requireTransition(db, organizationId, transitionId);
  const { status, executionId, sortBy, order } = query;
  const filters = { transitionId, status, executionId, sortBy, order };
  const list = { name: 'transition executions', organizationId, filters };
  const page = await pageOfTransitionExecutions(
    db,
    { organizationId, transitionId },
    { statuses: status, executionIds: executionId },
    { sortBy, order: order ?? 'descending' },
    nextTokens.keyset(list, query),
  );
  return {
    executions: page.rows.map(toTransitionExecution),
    nextToken: nextTokens.token(list, page.next),
    transitionId,
    ...(status ? { status } : {}),
  };
}

export async function getTransitionQueue(db: Database, caller: Caller, transitionId: string): Promise<TransitionQueue> {
  refuseTasks(caller, 'see queues');
  const { organizationId } = caller;
  const type = await requireTransition(db, organizationId, transitionId);
  if (type !== 'manual') throw badRequest(`${transitionId} is ${type}: it has no queue of people's work`);
  const counts = await countQueue(db, organizationId, transitionId);
  return { transitionId, ...counts, running: await findHeldWork(db, organizationId, transitionId, mostHeldShown) };
}

function notHeld({ id, phase, status }: TransitionExecutionRow): ApiError {
  if (phase === 'waiting') return badRequest(`${id} has not been leased: it waits in the queue`);
  if (status === 'retry') return badRequest(`${id} was put back into the queue, or no heartbeat came in time`);
  return badRequest(`${id} has ended already: it is ${status}`);
}

export async function sendHeartbeat(
  { db, engine }: TaskServices,
  caller: Caller,
  ids: Omit<TransitionExecutionIds, 'organizationId'>,
): Promise<undefined> {
  requireOwn(caller, ids.executionId);
  const held = await noteHeartbeat(db, { ...ids, organizationId: caller.organizationId });
  if (!held) throw notHeld(await requireExecution(db, caller, ids));
  // Only a state with HeartbeatSeconds has a timer of its own to begin anew.
  if (held.heartbeat_seconds !== null) {
    const event = { type: 'taskHeartbeat', taskId: held.task_id } as const;
    await engine.deliver(held.workflow_execution_id, { event });
  }
  return undefined;
}

interface Ending {
  status: ExecutionStatus;
  output?: Json;
  error?: string;
  cause?: string;
}

async function endingOf(
  { db, transitions, schemas }: TaskServices,
  row: TransitionExecutionRow,
  { status, output = {}, error }: TransitionExecutionUpdate,
): Promise<Ending> {
  if (status !== 'succeeded') {
    const name = status === 'rejected' ? rejectedError : 'States.TaskFailed';
    return { status, error: name, cause: error?.message ?? '' };
  }
  const transition = await transitions.find(db, row.organization_id, row.transition_id);
  const problem = await schemas.problemOfOutput(transition, output as Json);
  return problem ? { status: 'failed', ...problem } : { status, output: output as Json };
}

function toTaskEnd(row: TransitionExecutionRow, ending: Ending, by: { id: string; startTime: string | null }): TaskEnd {
  return {
    id: row.id,
    status: ending.status,
    output: ending.output,
    error: ending.error ?? null,
    cause: ending.cause?.replaceAll('\0', '').toWellFormed() ?? null,
    completedBy: by.id,
    startTime: by.startTime,
    endTime: new Date().toISOString(),
  };
}

/** Ends work that is held, and takes the workflow's step that follows, or puts the work back. */
export async function updateTransitionExecution(
  services: TaskServices,
  caller: Caller,
  ids: Omit<TransitionExecutionIds, 'organizationId'>,
  update: TransitionExecutionUpdate,
): Promise<TransitionExecution> {
  const { db, engine } = services;
  const row = await requireExecution(db, caller, ids);
  if (row.kind === 'built-in') throw badRequest(`${row.transition_id} is built-in: the service ends its executions`);
  if (row.phase !== 'held') throw notHeld(row);
  const by = caller.taskExecutionId ? row.transition_id : caller.appClientId;
  if (update.status === 'retry') {
    if (!(await putBackTransitionExecution(db, row.id, by))) throw notHeld(await requireExecution(db, caller, ids));
    return getTransitionExecution(db, caller, ids);
  }
  const ending = await endingOf(services, row, update);
  const startTime = update.startTime ? toInstant(update.startTime) : null;
  const end = toTaskEnd(row, ending, { id: by, startTime });
  const outcome = await engine.deliver(row.workflow_execution_id, {
    event: ending.error
      ? { type: 'taskFailed', taskId: row.task_id, error: ending.error, cause: ending.cause ?? '' }
      : { type: 'taskSucceeded', taskId: row.task_id, output: ending.output ?? {} },
    end,
  });
  if (outcome !== 'stepped') throw notHeld(await requireExecution(db, caller, ids));
  return toTransitionExecution({
    ...row,
    status: end.status,
    completed_by: end.completedBy,
    end_time: new Date(end.endTime),
    start_time: startTime ? new Date(startTime) : row.start_time,
  });
}

/** A time as existing clients write it: a space for the T, offsets without a colon. */
function toInstant(text: string): string {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2}):?(\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = parts ?? [];
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`);
  if (Number.isNaN(instant.getTime())) throw badRequest('body.startTime has to be a time that there is');
  return instant.toISOString();
}
