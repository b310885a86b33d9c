import type { CompiledMachine } from '../definition/machine.js';
import { requireSize } from '../limits.js';
import type { Awaitable, ExecutionIdentity, Json, Machine, Moment, Step } from '../types.js';
import { type Execution, newFrame } from './frame.js';
import { Position } from './position.js';
import { enter, work } from './proceed.js';
import { failureOf } from './state-failure.js';
import { StepRun } from './step-run.js';
import { drive, type Steps } from './steps.js';

/**
 * Starts an execution and takes it as far as it goes without an event from outside. Gives a promise only if the machine is
 * `asynchronous`. Changes none of its arguments; what they hold may be shared with the state that it gives, so leave it as it is.
 */
export function start(
  machine: Machine,
  options: { input: Json; identity: ExecutionIdentity; moment: Moment },
): Awaitable<Step> {
  const { input, identity, moment } = options;
  const { graph, timeoutSeconds } = machine as CompiledMachine;
  const frame = newFrame(graph.startAt, input, moment.now);
  const execution: Execution = {
    version: 1,
    status: 'running',
    identity,
    input,
    startedAt: moment.now,
    sequence: 0,
    redrives: 0,
    frame,
  };
  const run = new StepRun(machine as CompiledMachine, execution, moment);
  run.record('executionStarted', undefined, { input });
  if (timeoutSeconds !== undefined) execution.timer = run.startTimer(undefined, moment.now + timeoutSeconds * 1000);
  return drive(begin(run, new Position(graph, frame)));
}

function* begin(run: StepRun, at: Position): Steps<Step> {
  try {
    requireSize(at.frame.input, run.limits);
  } catch (error) {
    run.fail(failureOf(error));
    return run.result();
  }
  run.jobs.push({ at, action: enter(run) });
  yield* work(run);
  return run.result();
}
