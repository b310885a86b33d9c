import { enterChoice } from '../states/choice.js';
import { enterFail } from '../states/fail.js';
import { gatherItems, itemFailed, openItems, openNextItem } from '../states/map-items.js';
import { gatherBranches, openBranches } from '../states/parallel.js';
import { enterPass } from '../states/pass.js';
import { enterSucceed } from '../states/succeed.js';
import { enterTask } from '../states/task.js';
import { enterWait } from '../states/wait.js';
import type { Json } from '../types.js';
import { countOf, putChild } from './children.js';
import { newFrame } from './frame.js';
import { isSteps } from './moved.js';
import type { Position } from './position.js';
import { recover } from './recovery.js';
import { failureOf, StateFailure } from './state-failure.js';
import type { Action, Move, Outcome, StepRun } from './step-run.js';
import type { Steps } from './steps.js';

/** Does all jobs of a step, and what follows from them, until everything waits or the execution has ended. */
export function* work(run: StepRun): Steps<void> {
  for (let job = run.jobs.pop(); job !== undefined && run.running; job = run.jobs.pop()) {
    if (job.at.alive) yield* follow(run, job.at, job.action);
  }
}

/** Takes an action, then the states that follow, also of the levels around, until it has to wait. */
function* follow(run: StepRun, from: Position, first: Action): Steps<void> {
  let at = from;
  let action = first;
  while (run.running) {
    let ended: Move | StateFailure | undefined;
    try {
      const outcome = action(run, at);
      ended = isSteps(outcome) ? yield* outcome : outcome;
    } catch (thrown) {
      ended = yield* recovered(run, at, thrown);
    }
    if (ended === undefined) return;
    if (ended instanceof StateFailure || ended.next === undefined) {
      if (at.parent === undefined) return end(run, ended);
      action = ended instanceof StateFailure ? childFailed(at.index, ended) : childEnded(at.index, ended.output);
      at = at.parent;
    } else {
      at.replace(newFrame(ended.next, ended.output, run.moment.now, at.frame.variables));
      action = enter;
    }
  }
}

/** What a state makes of what was thrown in it; the failure, when it does not handle it. */
function* recovered(run: StepRun, at: Position, thrown: unknown): Steps<Move | StateFailure | undefined> {
  try {
    return yield* recover(run, at, thrown);
  } catch (error) {
    return failureOf(error);
  }
}

function end(run: StepRun, ended: Move | StateFailure): void {
  if (ended instanceof StateFailure) run.fail(ended);
  else run.succeed(ended.output);
}

/** Enters the state that a position stands before. */
export function enter(run: StepRun, at: Position): Outcome {
  run.entered += 1;
  if (run.entered > run.limits.transitions) {
    run.abandon(run.top);
    const cause = `More than ${run.limits.transitions} states were entered without waiting for anything`;
    run.fail(new StateFailure('States.Runtime', cause, { terminal: true }));
    return undefined;
  }
  run.record('stateEntered', at, { input: at.frame.input });
  return begin(run, at);
}

/** Begins, or begins again, what the state does. */
export function begin(run: StepRun, at: Position): Outcome {
  const { state } = at;
  switch (state.type) {
    case 'Pass':
      return enterPass(state, run, at);
    case 'Task':
      return enterTask(state, run, at);
    case 'Choice':
      return enterChoice(state, run, at);
    case 'Wait':
      return enterWait(state, run, at);
    case 'Succeed':
      return enterSucceed(state, run, at);
    case 'Fail':
      return enterFail(state, run, at);
    case 'Parallel':
      return beginParallel(run, at);
    case 'Map':
      return beginMap(run, at);
  }
}

function* beginParallel(run: StepRun, at: Position): Steps<undefined> {
  const { state } = at;
  if (state.type !== 'Parallel') return undefined;
  const children = yield* openBranches(state, run, at);
  for (const child of children.reverse()) run.jobs.push({ at: child, action: enter });
  return undefined;
}

function* beginMap(run: StepRun, at: Position): Steps<Move | undefined> {
  const { state } = at;
  if (state.type !== 'Map') return undefined;
  const move = yield* openItems(state, run, at);
  if (move === undefined) run.jobs.push({ at, action: openMore });
  return move;
}

/** Starts items of a `Map` one by one: each is followed as far as it goes before the next. */
function* openMore(run: StepRun, at: Position): Steps<undefined> {
  const child = at.state.type === 'Map' ? yield* openNextItem(at.state, run, at) : undefined;
  if (child !== undefined) run.jobs.push({ at, action: openMore }, { at: child, action: enter });
  return undefined;
}

function childEnded(index: number, output: Json): Action {
  return (run, at) => {
    const { fan } = at.frame;
    if (fan === undefined) return undefined;
    putChild(fan.children, index, { output });
    fan.ended += 1;
    return whenAllEnded(run, at);
  };
}

function childFailed(index: number, failure: StateFailure): Action {
  return (run, at) => {
    const { fan } = at.frame;
    if (fan === undefined) return undefined;
    putChild(fan.children, index, { failed: true });
    fan.ended += 1;
    fan.failed += 1;
    if (at.state.type !== 'Map') throw failure;
    itemFailed(at.state, fan, failure);
    return whenAllEnded(run, at);
  };
}

function whenAllEnded(run: StepRun, at: Position): Outcome {
  const { state } = at;
  const { fan } = at.frame;
  if (fan === undefined) return undefined;
  const started = countOf(fan.children);
  if (state.type === 'Parallel') return fan.ended === started ? gatherBranches(state, run, at) : undefined;
  if (state.type !== 'Map' || fan.items === undefined) return undefined;
  if (fan.ended === fan.items.length) return gatherItems(state, run, at);
  if (started < fan.items.length && !isOpening(run, at)) run.jobs.push({ at, action: openMore });
  return undefined;
}

/** Whether the next thing to be done is to start more items there anyway. */
function isOpening({ jobs }: StepRun, at: Position): boolean {
  const next = jobs.at(-1);
  return next?.at === at && next.action === openMore;
}
