import { readFlow, readNext } from '../definition/flow.js';
import type { Next, StateBase } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { leave, pathInput } from '../step/data-flow.js';
import type { Position } from '../step/position.js';
import type { Outcome, StepRun } from '../step/step-run.js';
import type { Json } from '../types.js';

export interface PassState extends StateBase {
  readonly type: 'Pass';
  readonly next: Next;
  /** Of JSONPath. */
  readonly result?: Json;
}

export function readPass(reader: StateReader): PassState {
  const result = reader.get('Result');
  return {
    type: 'Pass',
    name: reader.name,
    flow: readFlow(reader),
    next: readNext(reader),
    ...(result !== undefined && { result }),
  };
}

export function enterPass(state: PassState, run: StepRun, at: Position): Outcome {
  const { flow, next, result } = state;
  if (flow.language === 'JSONata') return leave(run, at, { next });
  const input = pathInput(flow, run, at);
  return leave(run, at, { next, effective: result === undefined ? input : result });
}
