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
  const { now } = moment;
  const top = new Position(graph, newFrame(graph.startAt, input, now));
  const execution: Execution = {
    version: 1,
    status: 'running',
    identity,
    input,
    startedAt: now,
    sequence: 0,
    redrives: 0,
  };
  const run = new StepRun(machine as CompiledMachine, execution, top, moment);
  run.recordExecution('executionStarted', { input });
  if (timeoutSeconds !== undefined) {
    run.execution = { ...execution, timer: run.startTimer(top, now + timeoutSeconds * 1000) };
  }
  return drive(begin(run));
}

function* begin(run: StepRun): Steps<Step> {
  try {
    requireSize(run.execution.input, run.limits);
    run.jobs.push({ at: run.top, action: enter });
  } catch (error) {
    run.fail(failureOf(error));
  }
  yield* work(run);
  return run.result();
}
