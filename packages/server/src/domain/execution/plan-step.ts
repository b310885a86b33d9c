import type { Effect, ExecutionState, HistoryEvent, Json, Step } from '@las/asl';
import type { ExecutionEvent, ExecutionStatus } from '@las/contract';
import type { NewTask, StepRecord, TaskEnd } from '../../db/execution-steps.js';
import type { ExecutionSnapshot } from '../../db/workflow-executions.js';
import { newId } from '../ids.js';
import type { KnownTransition } from './known-transitions.js';
import type { TaskFailure } from './schema-check.js';

/** The name of the error of work that a person refused; the execution then ends as rejected, unless it is caught. */
export const rejectedError = 'las.Rejected';

export type StartTask = Extract<Effect, { type: 'startTask' }>;

/** What came of a task. */
export type TaskResult = { output: Json } | TaskFailure;

/** What is known beside the stepper's own step. */
export interface StepCircumstances {
  now: number;
  /** Shortens waits, retries and timeouts. */
  timeScale: number;
  /** The worker that takes built-in work at once; null: it waits for one. */
  worker: string | null;
  /** How the worker ended the task that the event was about. */
  end: TaskEnd | null;
  endedTaskId: string | null;
  /** The timer that the event was about: it is done. */
  firedTimerId: string | null;
  transitionOf(resource: string): KnownTransition | undefined;
  /** How tasks ended that are over within this step. */
  endOf(taskId: string): TaskResult | undefined;
  /** Whether a failed execution waits for a person. */
  parks: boolean;
}

const transitionPattern = /^las:transition:/;
/** Of all events of one step; a loop over large data makes more than can be kept. Beyond it events come without data. */
const mostEventBytes = 8_388_608;
const fewEvents = 30;
/** PostgreSQL's text takes neither a NUL nor half a character. */
const printable = (text: string) => text.replaceAll('\0', '').toWellFormed();

function endWithin(result: TaskResult | undefined, resource: string, now: number): NewTask['end'] {
  if (!result) return null;
  const failure = 'error' in result ? result : undefined;
  return {
    status: failure ? 'failed' : 'succeeded',
    output: 'output' in result ? result.output : undefined,
    error: failure ? printable(failure.error) : null,
    cause: failure ? printable(failure.cause) : null,
    completedBy: failure ? null : resource,
    endTime: time(now),
  };
}

function newTask(effect: StartTask, { transitionOf, worker, endOf, now }: StepCircumstances): NewTask {
  const kind = transitionOf(effect.resource)?.kind ?? 'manual';
  const end = endWithin(endOf(effect.taskId), effect.resource, now);
  return {
    id: newId('transition-execution'),
    transitionId: effect.resource,
    taskId: effect.taskId,
    stateName: printable(effect.state),
    kind,
    input: effect.input,
    attempt: effect.attempt,
    heartbeatSeconds: effect.heartbeatSeconds ?? null,
    holder: kind === 'built-in' && end === null ? worker : null,
    end,
  };
}

const time = (milliseconds: number) => new Date(milliseconds).toISOString();

function toEvent(event: HistoryEvent, executionOf: ReadonlyMap<string, string>): Omit<ExecutionEvent, 'number'> {
  const { time: at, taskId, resource, until, assigned, ...rest } = event;
  const transitionExecutionId = taskId === undefined ? undefined : executionOf.get(taskId);
  return {
    ...rest,
    time: time(at),
    ...(resource !== undefined && transitionPattern.test(resource) ? { transitionId: resource } : {}),
    ...(transitionExecutionId === undefined ? {} : { transitionExecutionId }),
    ...(assigned === undefined ? {} : { assigned }),
    ...(until === undefined ? {} : { until: time(until) }),
  };
}

function withinBounds(events: Omit<ExecutionEvent, 'number'>[]): Omit<ExecutionEvent, 'number'>[] {
  if (events.length < fewEvents) return events;
  let left = mostEventBytes;
  return events.map((event) => {
    if (left > 0) left -= JSON.stringify(event).length;
    if (left > 0) return event;
    const { input: _, output: __, assigned: ___, ...rest } = event;
    return rest;
  });
}

function statusOf({ status, error }: ExecutionState, parks: boolean): ExecutionStatus {
  if (status === 'running' || status === 'succeeded') return status;
  if (parks) return 'error';
  return error === rejectedError ? 'rejected' : 'failed';
}

function dueTime(at: number, { now, timeScale }: StepCircumstances): string {
  return time(now + Math.max(0, at - now) * timeScale);
}

/** Turns a step of the language into the rows that it changes. */
export function planStep(before: ExecutionSnapshot, step: Step, circumstances: StepCircumstances): StepRecord {
  const { now, end, endedTaskId } = circumstances;
  const tasks: NewTask[] = [];
  const timers = new Map<string, string>();
  const cancelledTimers = new Set(circumstances.firedTimerId === null ? [] : [circumstances.firedTimerId]);
  const cancelled = new Map<string, string>();
  for (const effect of step.effects) {
    if (effect.type === 'startTask') tasks.push(newTask(effect, circumstances));
    else if (effect.type === 'startTimer') timers.set(effect.timerId, dueTime(effect.at, circumstances));
    else if (effect.type === 'cancelTimer') {
      // A timer that this very step has started is not to be started at all.
      timers.delete(effect.timerId);
      cancelledTimers.add(effect.timerId);
    } else if (effect.type === 'cancelTask') {
      cancelled.set(effect.taskId, effect.reason === 'timedOut' ? 'States.Timeout' : 'las.Abandoned');
    }
  }
  const executionOf = new Map(tasks.map(({ taskId, id }) => [taskId, id]));
  if (end !== null && endedTaskId !== null) executionOf.set(endedTaskId, end.id);
  const status = statusOf(step.state, circumstances.parks);
  return {
    executionId: before.id,
    version: before.version,
    status,
    state: step.state,
    output: step.state.output,
    error: step.state.error === undefined ? null : printable(step.state.error),
    cause: step.state.cause === undefined ? null : printable(step.state.cause),
    endTime: status === 'running' || status === 'error' ? null : time(now),
    time: time(now),
    end,
    // Begun and given up in one step, as when a branch fails at once: nobody has seen it.
    tasks: tasks.filter(({ taskId, end: over }) => over !== null || !cancelled.has(taskId)),
    cancelled: [...cancelled]
      .filter(([taskId]) => !tasks.some((task) => task.taskId === taskId))
      .map(([taskId, error]) => ({ taskId, error })),
    timers: [...timers].map(([timerId, due]) => ({ timerId, dueTime: due })),
    cancelledTimers: [...cancelledTimers].filter((timerId) => !timers.has(timerId)),
    firstEventNumber: before.eventCount + 1,
    events: withinBounds(step.history.map((event) => toEvent(event, executionOf))),
  };
}

/** What the execution is after a record was written. */
export function snapshotAfter(before: ExecutionSnapshot, record: StepRecord): ExecutionSnapshot {
  return {
    ...before,
    status: record.status,
    version: before.version + 1,
    state: record.state,
    eventCount: before.eventCount + record.events.length,
  };
}
