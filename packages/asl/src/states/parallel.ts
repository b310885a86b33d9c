import { readFlow, readNext } from '../definition/flow.js';
import { readRetry } from '../definition/retry-and-catch.js';
import type { Catcher, FallibleState, StateGraph } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { childrenOf } from '../step/children.js';
import { effectiveInput, leave } from '../step/data-flow.js';
import { idleFrame, newFrame } from '../step/frame.js';
import type { Position } from '../step/position.js';
import type { Outcome, StepRun } from '../step/step-run.js';
import type { Steps } from '../step/steps.js';

export interface ParallelState extends FallibleState {
  readonly type: 'Parallel';
  readonly branches: readonly StateGraph[];
}

export function readParallel(reader: StateReader, catchers: readonly Catcher[]): ParallelState {
  reader.require('Branches');
  const branches = reader.objects('Branches', { empty: false }).map((branch) => {
    branch.allow(['StartAt', 'States', 'Comment'], 'a branch');
    return reader.reading.graph(branch, [...reader.around, reader.name]);
  });
  return {
    type: 'Parallel',
    name: reader.name,
    flow: readFlow(reader),
    next: readNext(reader),
    retry: readRetry(reader),
    catch: catchers,
    branches: branches.filter((branch) => branch !== undefined),
  };
}

/** Makes a frame of each branch and gives their positions, to be entered in this order. */
export function* openBranches(state: ParallelState, run: StepRun, at: Position): Steps<Position[]> {
  const input = yield* effectiveInput(run, at);
  const frames = state.branches.map((branch) => newFrame(branch.startAt, input, run.moment.now));
  const children = childrenOf(frames.map((frame) => ({ frame })));
  at.replace({ ...at.frame, fan: { children, ended: 0, failed: 0 } });
  return frames.map((frame, index) => at.child(index, frame));
}

/** All branches have ended well. */
export function gatherBranches(state: ParallelState, run: StepRun, at: Position): Outcome {
  const children = at.frame.fan?.children.flat() ?? [];
  at.replace(idleFrame(at.frame));
  const result = children.map((child) => ('output' in child ? child.output : null));
  return leave(run, at, { next: state.next, result });
}
