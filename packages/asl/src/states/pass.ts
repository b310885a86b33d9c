import { readFlow, readNext } from '../definition/flow.js';
import type { Next, StateBase } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { effectiveInput, leave } from '../step/data-flow.js';
import type { Position } from '../step/position.js';
import type { Move, StepRun } from '../step/step-run.js';
import type { Steps } from '../step/steps.js';
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

export function* enterPass(state: PassState, run: StepRun, at: Position): Steps<Move> {
  if (state.flow.language === 'JSONata') return yield* leave(run, at, { next: state.next });
  const input = yield* effectiveInput(run, at);
  return yield* leave(run, at, { next: state.next, effective: state.result === undefined ? input : state.result });
}
