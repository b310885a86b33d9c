import type { CompiledMachine } from '../definition/machine.js';
import type { ExecutionEvent, Moment } from '../types.js';
import { type Execution, type Frame, newFrame } from './frame.js';
import { Position } from './position.js';
import { enter } from './proceed.js';
import { StepRun } from './step-run.js';

/**
 * Gives up what runs and goes on from a state of the top level; undefined when the execution has succeeded. Variables of
 * the top level are kept, and an execution that had ended gets the machine's `TimeoutSeconds` anew.
 */
export function resume(
  machine: CompiledMachine,
  execution: Execution,
  event: Extract<ExecutionEvent, { type: 'resumed' }>,
  moment: Moment,
): StepRun | undefined {
  const { state, input } = event;
  if (!machine.graph.states.has(state)) {
    throw new RangeError(`The machine has no state ${JSON.stringify(state)} at its top level`);
  }
  if (execution.status === 'succeeded') return undefined;
  const before: Frame = execution.frame ?? newFrame(state, input, moment.now, execution.variables);
  const run = new StepRun(machine, execution, new Position(machine.graph, before), moment);
  run.abandon(run.top);
  if (execution.status !== 'running') restart(run);
  run.top.replace(newFrame(state, input, moment.now, before.variables));
  run.recordExecution('executionResumed', { state, input });
  run.jobs.push({ at: run.top, action: enter });
  return run;
}

function restart(run: StepRun): void {
  const { output: _output, error: _error, cause: _cause, variables: _variables, ...rest } = run.execution;
  const { timeoutSeconds } = run.machine;
  run.execution = { ...rest, status: 'running', redrives: rest.redrives + 1 };
  if (timeoutSeconds !== undefined) {
    const timer = run.startTimer(run.top, run.moment.now + timeoutSeconds * 1000);
    run.execution = { ...run.execution, timer };
  }
}
