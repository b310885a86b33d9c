import { type Budget, stepBudget } from '../budget/budget.js';
import type { CompiledMachine } from '../definition/machine.js';
import type { Effect, ExecutionState, HistoryEvent, Json, Limits, Moment, Step } from '../types.js';
import { type Execution, type Frame, idleFrame } from './frame.js';
import type { Position } from './position.js';
import { namesOf, type StateFailure } from './state-failure.js';
import type { Steps } from './steps.js';

/** How a state was left; `next` undefined ends its level. */
export interface Move {
  readonly output: Json;
  readonly next: string | undefined;
}

/** What comes of an action: a move, or nothing while the position waits; as steps where something has to be awaited. */
export type Outcome = Move | undefined | Steps<Move | undefined>;

/** Something to do at a position. Throws what the state there fails with. */
export type Action = (run: StepRun, at: Position) => Outcome;

/** One step in the making. */
export class StepRun {
  readonly machine: CompiledMachine;
  readonly moment: Moment;
  /** As it was before the step, but for what has changed of it beside the frames. */
  execution: Execution;
  /** The frame of the top level. */
  readonly top: Position;
  /** What is still to be done in this step, the next last. */
  readonly jobs: { at: Position; action: Action }[] = [];
  /** Of all evaluations in this step. */
  readonly budget: Budget;
  /** How many states were entered in this step. */
  entered = 0;
  #sequence: number;
  readonly #effects: Effect[] = [];
  readonly #history: HistoryEvent[] = [];

  constructor(machine: CompiledMachine, execution: Execution, top: Position, moment: Moment) {
    this.machine = machine;
    this.execution = execution;
    this.top = top;
    this.moment = moment;
    this.budget = stepBudget(machine.limits);
    this.#sequence = execution.sequence;
  }

  get limits(): Limits {
    return this.machine.limits;
  }

  get running(): boolean {
    return this.execution.status === 'running';
  }

  effect(effect: Effect): void {
    this.#effects.push(effect);
  }

  /** Writes a line of history about what happens at a position. */
  record(type: HistoryEvent['type'], at: Position, fields: Partial<HistoryEvent>): void {
    const { frame, state } = at;
    const event: HistoryEvent = {
      type,
      time: this.moment.now,
      state: frame.state,
      stateType: state.type,
      ...fields,
    };
    if (at.parent !== undefined) event.within = at.within ?? [];
    this.#history.push(event);
  }

  /** Writes a line about the execution as a whole. */
  recordExecution(type: HistoryEvent['type'], fields: Partial<HistoryEvent>): void {
    this.#history.push({ type, time: this.moment.now, ...fields });
  }

  /** An id that leads back to the position. */
  newId(what: 'task' | 'timer', at: Position): string {
    this.#sequence += 1;
    return at.path === '' ? `${what}-${this.#sequence}` : `${what}-${this.#sequence}-${at.path}`;
  }

  startTimer(at: Position, time: number): string {
    const timerId = this.newId('timer', at);
    this.effect({ type: 'startTimer', timerId, at: time });
    return timerId;
  }

  cancelTimer(timerId: string | undefined): void {
    if (timerId !== undefined) this.effect({ type: 'cancelTimer', timerId });
  }

  /** Ends the timers of a frame's task; `fired` is the one that need not be cancelled. */
  endTaskTimers({ task }: Frame, fired?: string): void {
    if (task === undefined) return;
    if (task.timeoutTimer !== fired) this.cancelTimer(task.timeoutTimer);
    if (task.heartbeatTimer !== fired) this.cancelTimer(task.heartbeatTimer);
  }

  /** Gives up all that runs at a position and below. */
  abandon(at: Position): void {
    const { task, timer, fan } = at.frame;
    if (task === undefined && timer === undefined && fan === undefined) return;
    this.#giveUp(at);
    at.replace(idleFrame(at.frame));
  }

  /** Changes no frame, since these may be shared with the state before. */
  #giveUp(at: Position): void {
    const { frame } = at;
    const { task, timer, fan } = frame;
    if (task !== undefined) {
      this.effect({ type: 'cancelTask', taskId: task.id, reason: 'abandoned' });
      this.record('taskAbandoned', at, { taskId: task.id });
      this.endTaskTimers(frame);
    }
    this.cancelTimer(timer);
    let index = 0;
    for (const child of fan?.children.flat() ?? []) {
      if ('frame' in child) this.#giveUp(at.child(index, child.frame));
      index += 1;
    }
  }

  succeed(output: Json): void {
    this.#finish('succeeded', { output });
    this.recordExecution('executionSucceeded', { output });
  }

  fail(failure: Pick<StateFailure, 'error' | 'cause'>, status: 'failed' | 'timedOut' = 'failed'): void {
    const fields = namesOf(failure);
    this.#finish(status, fields);
    this.recordExecution(status === 'failed' ? 'executionFailed' : 'executionTimedOut', fields);
  }

  #finish(
    status: 'succeeded' | 'failed' | 'timedOut',
    fields: { output?: Json; error?: string; cause?: string },
  ): void {
    this.cancelTimer(this.execution.timer);
    const { timer: _timer, frame: _frame, ...rest } = this.execution;
    const { variables } = this.top.frame;
    this.execution = { ...rest, status, ...fields, ...(variables !== undefined && { variables }) };
    this.effect({ type: 'finish', status, ...fields });
  }

  result(): Step {
    const sequence = this.#sequence;
    const state = this.running
      ? { ...this.execution, sequence, frame: this.top.frame }
      : { ...this.execution, sequence };
    return { state: state as unknown as ExecutionState, effects: this.#effects, history: this.#history };
  }
}
