import type { CompiledMachine } from '../definition/machine.js';
import { taskFailed, taskHeartbeat, taskSucceeded, taskTimedOut } from '../states/task.js';
import { leaveWait } from '../states/wait.js';
import type { Awaitable, ExecutionEvent, ExecutionState, Machine, Moment, Step } from '../types.js';
import { type Execution, newFrame } from './frame.js';
import { locate } from './locate.js';
import { Position } from './position.js';
import { begin, enter, work } from './proceed.js';
import { type Action, StepRun } from './step-run.js';
import { drive, type Steps } from './steps.js';

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
  const compiled = machine as CompiledMachine;
  const run = prepare(compiled, execution, event, moment);
  return run === undefined ? { state, effects: [], history: [] } : drive(finish(run));
}

function* finish(run: StepRun): Steps<Step> {
  yield* work(run);
  return run.result();
}

function prepare(
  machine: CompiledMachine,
  execution: Execution,
  event: ExecutionEvent,
  moment: Moment,
): StepRun | undefined {
  if (event.type === 'resumed') return resume(machine, execution, event, moment);
  if (execution.status !== 'running') return undefined;
  if (event.type === 'stopped') return end(machine, execution, event, 'failed', moment);
  if (event.type !== 'timerFired') return taskEvent(machine, execution, event, moment);
  if (event.timerId !== execution.timer) return timerFired(machine, execution, event.timerId, moment);
  const { timer: _fired, ...rest } = execution;
  return end(machine, rest, { error: 'States.Timeout' }, 'timedOut', moment);
}

/** Ends the execution and all that runs in it. */
function end(
  machine: CompiledMachine,
  execution: Execution,
  failure: { error?: string; cause?: string },
  status: 'failed' | 'timedOut',
  moment: Moment,
): StepRun {
  const run = new StepRun(machine, { ...execution, ...(execution.frame && { frame: { ...execution.frame } }) }, moment);
  run.abandonAll();
  run.fail({ error: failure.error, cause: failure.cause }, status);
  return run;
}

function taskEvent(
  machine: CompiledMachine,
  execution: Execution,
  event: Extract<ExecutionEvent, { taskId: string }>,
  moment: Moment,
): StepRun | undefined {
  const located = locate(machine.graph, execution, event.taskId);
  if (located?.at.frame.task?.id !== event.taskId) return undefined;
  const { at } = located;
  const run = new StepRun(machine, located.execution, moment);
  if (event.type === 'taskHeartbeat') taskHeartbeat(run, at);
  else run.jobs.push({ at, action: taskEnded(run, event) });
  return run;
}

function taskEnded(run: StepRun, event: Extract<ExecutionEvent, { type: 'taskSucceeded' | 'taskFailed' }>): Action {
  return function* (at) {
    if (event.type === 'taskFailed') throw taskFailed(run, at, event.taskId, event);
    return at.state.type === 'Task' ? yield* taskSucceeded(at.state, run, at, event.taskId, event.output) : undefined;
  };
}

function timerFired(
  machine: CompiledMachine,
  execution: Execution,
  timerId: string,
  moment: Moment,
): StepRun | undefined {
  const located = locate(machine.graph, execution, timerId);
  if (located === undefined) return undefined;
  const run = new StepRun(machine, located.execution, moment);
  run.jobs.push({ at: located.at, action: timeIsUp(run, timerId) });
  return run;
}

function timeIsUp(run: StepRun, timerId: string): Action {
  return function* (at) {
    const { frame, state } = at;
    if (frame.timer !== timerId) throw taskTimedOut(run, at, timerId);
    delete frame.timer;
    if (frame.retrying === true) {
      delete frame.retrying;
      return yield* begin(run, at);
    }
    return state.type === 'Wait' ? yield* leaveWait(state, run, at) : undefined;
  };
}

/** Gives up what runs and goes on from a state of the top level. Variables of the top level are kept. */
function resume(
  machine: CompiledMachine,
  execution: Execution,
  event: Extract<ExecutionEvent, { type: 'resumed' }>,
  moment: Moment,
): StepRun | undefined {
  if (!machine.graph.states.has(event.state)) {
    throw new RangeError(`The machine has no state ${JSON.stringify(event.state)} at its top level`);
  }
  if (execution.status === 'succeeded') return undefined;
  const { output: _output, error: _error, cause: _cause, variables, ...rest } = execution;
  const run = new StepRun(machine, { ...rest, ...(rest.frame && { frame: { ...rest.frame } }) }, moment);
  const kept = rest.frame?.variables ?? variables;
  run.abandonAll();
  const frame = newFrame(event.state, event.input, moment.now);
  if (kept !== undefined) frame.variables = kept;
  run.execution.frame = frame;
  if (execution.status !== 'running') restart(run);
  run.record('executionResumed', undefined, { state: event.state, input: event.input });
  run.jobs.push({ at: new Position(machine.graph, frame), action: enter(run) });
  return run;
}

function restart(run: StepRun): void {
  const { timeoutSeconds } = run.machine;
  run.execution.status = 'running';
  run.execution.redrives += 1;
  if (timeoutSeconds !== undefined) {
    run.execution.timer = run.startTimer(undefined, run.moment.now + timeoutSeconds * 1000);
  }
}
