import type { CompiledMachine } from '../definition/machine.js';
import type { Effect, ExecutionState, HistoryEvent, Json, Limits, Moment, Step } from '../types.js';
import type { Execution, Frame } from './frame.js';
import { Position } from './position.js';
import { namesOf, type StateFailure } from './state-failure.js';
import type { Steps } from './steps.js';

/** How a state was left; `next` undefined ends its level. */
export interface Move {
  readonly output: Json;
  readonly next: string | undefined;
}

/** Something to do at a position: its outcome is a move, or nothing while the position waits. Throws failures. */
export type Action = (at: Position) => Steps<Move | undefined>;

/** One step in the making. */
export class StepRun {
  readonly machine: CompiledMachine;
  readonly moment: Moment;
  readonly execution: Execution;
  readonly #effects: Effect[] = [];
  readonly #history: HistoryEvent[] = [];
  /** What is still to be done in this step, the next last. */
  readonly jobs: { at: Position; action: Action }[] = [];
  /** How many states were entered in this step. */
  entered = 0;

  /** Takes the execution for its own: hand it a copy. */
  constructor(machine: CompiledMachine, execution: Execution, moment: Moment) {
    this.machine = machine;
    this.execution = execution;
    this.moment = moment;
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

  record(type: HistoryEvent['type'], at: Position | undefined, fields?: Partial<HistoryEvent>): void {
    const event: HistoryEvent = { type, time: this.moment.now };
    if (at !== undefined) {
      event.state = at.frame.state;
      event.stateType = at.state.type;
      const around = at.within;
      if (around !== undefined) event.within = around;
    }
    this.#history.push(fields === undefined ? event : Object.assign(event, fields));
  }

  /** An id that leads back to the position. */
  newId(what: 'task' | 'timer', at?: Position): string {
    this.execution.sequence += 1;
    const path = at?.path ?? '';
    return `${what}-${this.execution.sequence}${path === '' ? '' : `-${path}`}`;
  }

  startTimer(at: Position | undefined, time: number): string {
    const timerId = this.newId('timer', at);
    this.effect({ type: 'startTimer', timerId, at: time });
    return timerId;
  }

  cancelTimer(timerId: string | undefined): void {
    if (timerId !== undefined) this.effect({ type: 'cancelTimer', timerId });
  }

  /** Ends the task of a frame with its timers; `fired` is the timer that need not be cancelled. */
  endTask(frame: Frame, fired?: string): void {
    const { task } = frame;
    if (task === undefined) return;
    if (task.timeoutTimer !== fired) this.cancelTimer(task.timeoutTimer);
    if (task.heartbeatTimer !== fired) this.cancelTimer(task.heartbeatTimer);
    delete frame.task;
  }

  /** Gives up all that runs at a position and below. */
  abandon(at: Position): void {
    const { frame } = at;
    if (frame.task !== undefined) {
      this.effect({ type: 'cancelTask', taskId: frame.task.id, reason: 'abandoned' });
      this.record('taskAbandoned', at, { taskId: frame.task.id });
      this.endTask(frame);
    }
    this.cancelTimer(frame.timer);
    delete frame.timer;
    delete frame.retrying;
    const { fan } = frame;
    if (fan === undefined) return;
    for (const [index, child] of fan.children.entries()) {
      if ('frame' in child) this.abandon(at.child(index, { ...child.frame }));
    }
    delete frame.fan;
  }

  /** Gives up all that runs in the execution. */
  abandonAll(): void {
    const { frame } = this.execution;
    if (frame !== undefined) this.abandon(new Position(this.machine.graph, frame));
  }

  succeed(output: Json): void {
    this.#finish('succeeded', { output });
    this.record('executionSucceeded', undefined, { output });
  }

  fail(failure: Pick<StateFailure, 'error' | 'cause'>, status: 'failed' | 'timedOut' = 'failed'): void {
    const fields = namesOf(failure);
    this.#finish(status, fields);
    this.record(status === 'failed' ? 'executionFailed' : 'executionTimedOut', undefined, fields);
  }

  #finish(
    status: 'succeeded' | 'failed' | 'timedOut',
    fields: { output?: Json; error?: string; cause?: string },
  ): void {
    const { execution } = this;
    this.cancelTimer(execution.timer);
    delete execution.timer;
    if (execution.frame?.variables !== undefined) execution.variables = execution.frame.variables;
    delete execution.frame;
    Object.assign(execution, { status }, fields);
    this.effect({ type: 'finish', status, ...fields });
  }

  result(): Step {
    return { state: this.execution as unknown as ExecutionState, effects: this.#effects, history: this.#history };
  }
}
