import { enterChoice } from '../states/choice.js';
import { enterFail } from '../states/fail.js';
import { gatherItems, itemFailed, openItems, openNextItem } from '../states/map-items.js';
import { gatherBranches, openBranches } from '../states/parallel.js';
import { enterPass } from '../states/pass.js';
import { enterSucceed } from '../states/succeed.js';
import { enterTask } from '../states/task.js';
import { enterWait } from '../states/wait.js';
import type { Json } from '../types.js';
import type { Position } from './position.js';
import { recover } from './recovery.js';
import { failureOf, StateFailure } from './state-failure.js';
import type { Action, Move, StepRun } from './step-run.js';
import type { Steps } from './steps.js';

/** Does all jobs of a step, and what follows from them, until everything waits or the execution has ended. */
export function* work(run: StepRun): Steps<void> {
  for (let job = run.jobs.pop(); job !== undefined && run.running; job = run.jobs.pop()) {
    if (job.at.alive) yield* follow(run, job.at, job.action);
  }
}

/** Takes an action, then the states that follow, also of the levels around, until it has to wait. */
function* follow(run: StepRun, from: Position, first: Action): Steps<void> {
  let at: Position | undefined = from;
  let action = first;
  while (at !== undefined && run.running) {
    const position: Position = at;
    try {
      const move: Move | undefined = yield* attempt(run, position, action);
      if (move === undefined) return;
      if (move.next !== undefined) {
        pass(run, position, move.next, move.output);
        action = enter(run);
        continue;
      }
      action = childEnded(run, position.index, move.output);
      if (position.parent === undefined) run.succeed(move.output);
    } catch (thrown) {
      const failure = failureOf(thrown);
      action = childFailed(run, position.index, failure);
      if (position.parent === undefined) run.fail(failure);
    }
    at = position.parent;
  }
}

/** An action, and what the state makes of its failure. Throws what the state does not handle. */
function* attempt(run: StepRun, at: Position, action: Action): Steps<Move | undefined> {
  try {
    return yield* action(at);
  } catch (thrown) {
    return yield* recover(run, at, thrown);
  }
}

/** Goes to another state of the same level. */
function pass(run: StepRun, at: Position, state: string, input: Json): void {
  const { frame } = at;
  frame.state = state;
  frame.input = input;
  frame.enteredAt = run.moment.now;
  delete frame.retries;
}

/** Enters the state that a position stands before. */
export function enter(run: StepRun): Action {
  return function* (at) {
    run.entered += 1;
    if (run.entered > run.limits.transitions) {
      run.abandonAll();
      const cause = `More than ${run.limits.transitions} states were entered without waiting for anything`;
      run.fail(new StateFailure('States.Runtime', cause, { terminal: true }));
      return undefined;
    }
    run.record('stateEntered', at, { input: at.frame.input });
    return yield* begin(run, at);
  };
}

/** Begins, or begins again, what the state does. */
export function begin(run: StepRun, at: Position): Steps<Move | undefined> {
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
  for (const child of children.reverse()) run.jobs.push({ at: child, action: enter(run) });
  return undefined;
}

function* beginMap(run: StepRun, at: Position): Steps<Move | undefined> {
  const { state } = at;
  if (state.type !== 'Map') return undefined;
  const move = yield* openItems(state, run, at);
  if (move === undefined) run.jobs.push({ at, action: openMore(run) });
  return move;
}

/** Starts items of a `Map` one by one: each is followed as far as it goes before the next. */
function openMore(run: StepRun): Action {
  return function* (at) {
    if (at.state.type !== 'Map') return undefined;
    const child = yield* openNextItem(at.state, run, at);
    if (child === undefined) return undefined;
    run.jobs.push({ at, action: openMore(run) }, { at: child, action: enter(run) });
    return undefined;
  };
}

function childEnded(run: StepRun, index: number, output: Json): Action {
  return function* (at) {
    const { fan } = at.frame;
    if (fan === undefined) return undefined;
    fan.children[index] = { output };
    fan.ended += 1;
    return yield* whenAllEnded(run, at);
  };
}

function childFailed(run: StepRun, index: number, failure: StateFailure): Action {
  return function* (at) {
    const { fan } = at.frame;
    if (fan === undefined) return undefined;
    fan.children[index] = { failed: true };
    fan.ended += 1;
    fan.failed += 1;
    if (at.state.type !== 'Map') throw failure;
    itemFailed(at.state, fan, failure);
    return yield* whenAllEnded(run, at);
  };
}

function* whenAllEnded(run: StepRun, at: Position): Steps<Move | undefined> {
  const { state } = at;
  const { fan } = at.frame;
  if (fan === undefined) return undefined;
  if (state.type === 'Parallel' && fan.ended === fan.children.length) return yield* gatherBranches(state, run, at);
  if (state.type !== 'Map' || fan.items === undefined) return undefined;
  if (fan.ended === fan.items.length) return yield* gatherItems(state, run, at);
  if (fan.children.length < fan.items.length) run.jobs.push({ at, action: openMore(run) });
  return undefined;
}
