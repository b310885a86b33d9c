import { readFlow, readNext } from '../definition/flow.js';
import { readResource } from '../definition/resource.js';
import { readRetry } from '../definition/retry-and-catch.js';
import type { Catcher, FallibleState, Source } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { fillJsonata, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import { requireSize } from '../limits.js';
import { fillPayload, type PayloadTemplate } from '../payload/payload-template.js';
import { type ContextExtras, retryCount } from '../step/context-object.js';
import { effectiveInput, leave, pathInput } from '../step/data-flow.js';
import type { Position } from '../step/position.js';
import { expressionScope, PathScope } from '../step/scopes.js';
import { sourceNumber } from '../step/sources.js';
import { StateFailure } from '../step/state-failure.js';
import type { Outcome, StepRun } from '../step/step-run.js';
import { type Steps, settled } from '../step/steps.js';
import type { Json } from '../types.js';

export interface TaskState extends FallibleState {
  readonly type: 'Task';
  readonly resource: string;
  /** Whether `$$.Task.Token` is there. */
  readonly token: boolean;
  readonly timeout: Source | undefined;
  readonly heartbeat: Source | undefined;
  readonly credentials: PayloadTemplate | JsonataTemplate | undefined;
}

const seconds = { least: 1, most: 99_999_999, whole: true };

export function readTask(reader: StateReader, catchers: readonly Catcher[]): TaskState {
  const resource = readResource(reader) ?? '';
  const { dialect, defaultRetry } = reader.reading.options;
  const written = readRetry(reader);
  const fallback = dialect === 'las' && !reader.has('Retry') ? defaultRetry?.(resource) : undefined;
  const timeout = reader.amount('TimeoutSeconds', seconds);
  const heartbeat = reader.amount('HeartbeatSeconds', seconds);
  if (
    timeout?.from === 'constant' &&
    heartbeat?.from === 'constant' &&
    Number(heartbeat.value) >= Number(timeout.value)
  ) {
    reader.refuse('HeartbeatSeconds', 'has to be less than TimeoutSeconds');
  }
  return {
    type: 'Task',
    name: reader.name,
    flow: readFlow(reader),
    next: readNext(reader),
    retry: fallback ?? written,
    catch: catchers,
    resource,
    token: dialect === 'las' || /\.(?:waitForTaskToken|sync(?::\d+)?)$/.test(resource),
    timeout,
    heartbeat,
    credentials: readCredentials(reader),
  };
}

function readCredentials(reader: StateReader): PayloadTemplate | JsonataTemplate | undefined {
  const credentials = reader.object('Credentials');
  if (credentials === undefined) return undefined;
  if (reader.reading.options.dialect !== 'las' && !credentials.has('RoleArn') && !credentials.has('RoleArn.$')) {
    credentials.problems.add(credentials.pointer, 'has to have a field RoleArn');
  }
  return reader.language === 'JSONata' ? reader.jsonata('Credentials') : reader.payload('Credentials');
}

export function* enterTask(state: TaskState, run: StepRun, at: Position): Steps<undefined> {
  const taskId = run.newId('task', at);
  const extras: ContextExtras = state.token ? { taskToken: taskId } : {};
  const { input: raw } = at.frame;
  const { flow } = state;
  const input =
    flow.language === 'JSONPath' ? pathInput(flow, run, at, extras) : yield* effectiveInput(run, at, extras);
  requireSize(input, run.limits);
  const timeout = state.timeout && (yield* sourceNumber(state.timeout, seconds, run, at, raw));
  const heartbeat = state.heartbeat && (yield* sourceNumber(state.heartbeat, seconds, run, at, raw));
  const credentials = state.credentials && (yield* credentialsOf(state, run, at));
  const attempt = retryCount(at.frame.retries) + 1;
  run.record('taskScheduled', at, { taskId, resource: state.resource, attempt, input });
  run.effect({
    type: 'startTask',
    taskId,
    resource: state.resource,
    state: state.name,
    input,
    attempt,
    ...(timeout !== undefined && { timeoutSeconds: timeout }),
    ...(heartbeat !== undefined && { heartbeatSeconds: heartbeat }),
    ...(credentials !== undefined && { credentials }),
  });
  const { now } = run.moment;
  const task = {
    id: taskId,
    ...(timeout !== undefined && { timeoutTimer: run.startTimer(at, now + timeout * 1000) }),
    ...(heartbeat !== undefined && {
      heartbeatTimer: run.startTimer(at, now + heartbeat * 1000),
      heartbeatSeconds: heartbeat,
    }),
  };
  at.replace({ ...at.frame, task });
  return undefined;
}

function* credentialsOf(state: TaskState, run: StepRun, at: Position): Steps<Json | undefined> {
  const { credentials, flow } = state;
  if (credentials === undefined) return undefined;
  return flow.language === 'JSONata'
    ? yield* settled(fillJsonata(credentials as JsonataTemplate, expressionScope(run, at), 'Credentials'))
    : fillPayload(credentials as PayloadTemplate, new PathScope(run, at, at.frame.input));
}

/** The task's result is there. */
export function taskSucceeded(state: TaskState, run: StepRun, at: Position, taskId: string, output: Json): Outcome {
  endTask(run, at);
  try {
    requireSize(output, run.limits);
  } catch {
    const cause = `The result of the task is more than ${run.limits.dataBytes} bytes as JSON`;
    throw taskFailed(run, at, taskId, { error: 'States.DataLimitExceeded', cause });
  }
  run.record('taskSucceeded', at, { taskId, output });
  return leave(run, at, { next: state.next, result: output });
}

/** The failure of a task, written to the history. */
export function taskFailed(
  run: StepRun,
  at: Position,
  taskId: string,
  failure: { readonly error?: string; readonly cause?: string },
): StateFailure {
  const { error, cause } = failure;
  endTask(run, at);
  run.record('taskFailed', at, {
    taskId,
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  });
  return new StateFailure(error, cause);
}

/** One of the task's timers has fired. AWS names both `States.Timeout` and lets `States.HeartbeatTimeout` match the second. */
export function taskTimedOut(run: StepRun, at: Position, timerId: string): StateFailure {
  const { task } = at.frame;
  const silent = timerId === task?.heartbeatTimer;
  const error = 'States.Timeout';
  if (task !== undefined) {
    run.effect({ type: 'cancelTask', taskId: task.id, reason: 'timedOut' });
    run.record('taskTimedOut', at, { taskId: task.id, error });
    endTask(run, at, timerId);
  }
  return silent ? new StateFailure(error, '', { alias: 'States.HeartbeatTimeout' }) : new StateFailure(error, '');
}

/** The task's worker lives: `HeartbeatSeconds` begins anew. The timer is a new one, so that the old one, if it fires yet, is stale. */
export function taskHeartbeat(run: StepRun, at: Position): void {
  const { task } = at.frame;
  if (task?.heartbeatSeconds === undefined) return;
  run.cancelTimer(task.heartbeatTimer);
  const heartbeatTimer = run.startTimer(at, run.moment.now + task.heartbeatSeconds * 1000);
  at.replace({ ...at.frame, task: { ...task, heartbeatTimer } });
}

/** The task runs no longer; `fired` is the timer of it that need not be cancelled. */
function endTask(run: StepRun, at: Position, fired?: string): void {
  run.endTaskTimers(at.frame, fired);
  const { task: _ended, ...rest } = at.frame;
  at.replace(rest);
}
