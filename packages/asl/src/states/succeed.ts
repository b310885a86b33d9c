import { readFlow } from '../definition/flow.js';
import type { StateBase } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { leave } from '../step/data-flow.js';
import type { Position } from '../step/position.js';
import type { Outcome, StepRun } from '../step/step-run.js';

export interface SucceedState extends StateBase {
  readonly type: 'Succeed';
}

export function readSucceed(reader: StateReader): SucceedState {
  return { type: 'Succeed', name: reader.name, flow: readFlow(reader) };
}

export function enterSucceed(_state: SucceedState, run: StepRun, at: Position): Outcome {
  return leave(run, at, { next: undefined });
}
