import type { CompiledMachine } from '../definition/machine.js';
import { taskFailed, taskHeartbeat, taskSucceeded, taskTimedOut } from '../states/task.js';
import { leaveWait } from '../states/wait.js';
import type { Awaitable, ExecutionEvent, ExecutionState, Machine, Moment, Step } from '../types.js';
import type { Execution } from './frame.js';
import { locate } from './locate.js';
import { Position } from './position.js';
import { begin, work } from './proceed.js';
import { resume } from './resume.js';
import { type Action, StepRun } from './step-run.js';
import { drive, type Steps } from './steps.js';

type EventOf<T extends ExecutionEvent['type']> = Extract<ExecutionEvent, { type: T }>;

/**
 * Takes an execution on after an event. An event about a task or timer that is no longer wanted changes nothing: the same
 * state, no effects, no history. Gives a promise only if the machine is `asynchronous`. Changes none of its arguments.
 *
 * Throws `RangeError` for a state of another version, or when `resumed` names no state of the machine's top level.
 */
export function advance(
  machine: Machine,
  state: ExecutionState,
  event: ExecutionEvent,
  moment: Moment,
): Awaitable<Step> {
  const execution = state as unknown as Execution;
  if (execution.version !== 1) throw new RangeError(`Executions of version ${execution.version} are not known`);
  const run = prepare(machine as CompiledMachine, execution, event, moment);
  return run === undefined ? { state, effects: [], history: [] } : drive(finish(run));
}

function* finish(run: StepRun): Steps<Step> {
  yield* work(run);
  return run.result();
}

/** The step that an event makes; undefined when it changes nothing. */
function prepare(
  machine: CompiledMachine,
  execution: Execution,
  event: ExecutionEvent,
  moment: Moment,
): StepRun | undefined {
  if (event.type === 'resumed') return resume(machine, execution, event, moment);
  if (execution.status !== 'running' || execution.frame === undefined) return undefined;
  if (event.type === 'stopped' || (event.type === 'timerFired' && event.timerId === execution.timer)) {
    const run = new StepRun(machine, execution, new Position(machine.graph, execution.frame), moment);
    return event.type === 'stopped' ? stop(run, event) : timeOut(run);
  }
  const located = locate(machine.graph, execution.frame, event.type === 'timerFired' ? event.timerId : event.taskId);
  if (located === undefined) return undefined;
  const { top, at } = located;
  if (event.type !== 'timerFired' && at.frame.task?.id !== event.taskId) return undefined;
  const run = new StepRun(machine, execution, top, moment);
  if (event.type === 'taskHeartbeat') taskHeartbeat(run, at);
  else run.jobs.push({ at, action: event.type === 'timerFired' ? timeIsUp(event.timerId) : taskEnded(event) });
  return run;
}

function stop(run: StepRun, { error, cause }: EventOf<'stopped'>): StepRun {
  run.abandon(run.top);
  run.fail({ error, cause });
  return run;
}

function timeOut(run: StepRun): StepRun {
  const { timer: _fired, ...rest } = run.execution;
  run.execution = rest;
  run.abandon(run.top);
  run.fail({ error: 'States.Timeout', cause: undefined }, 'timedOut');
  return run;
}

function taskEnded(event: EventOf<'taskSucceeded' | 'taskFailed'>): Action {
  return (run, at) => {
    if (event.type === 'taskFailed') throw taskFailed(run, at, event.taskId, event);
    return at.state.type === 'Task' ? taskSucceeded(at.state, run, at, event.taskId, event.output) : undefined;
  };
}

function timeIsUp(timerId: string): Action {
  return (run, at) => {
    if (at.frame.timer !== timerId) throw taskTimedOut(run, at, timerId);
    const { timer: _fired, retrying, ...rest } = at.frame;
    at.replace(rest);
    if (retrying === true) return begin(run, at);
    return at.state.type === 'Wait' ? leaveWait(at.state, run, at) : undefined;
  };
}
