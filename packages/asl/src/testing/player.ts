import { parse } from '../definition/parse.js';
import { advance } from '../step/advance.js';
import { start } from '../step/start.js';
import type {
  Effect,
  ExecutionEvent,
  ExecutionState,
  HistoryEvent,
  Json,
  Machine,
  Moment,
  ParseOptions,
  Step,
} from '../types.js';

export const identity = {
  execution: { id: 'las:execution:1', name: 'one' },
  stateMachine: { id: 'las:workflow:1', name: 'machine' },
};

export const lambda = 'arn:aws:lambda:us-east-1:111111111111:function:f';

/** A moment that gives the same each time: chance is always a half. */
export function momentAt(now: number): Moment {
  return { now, random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' };
}

export function machineOf(definition: unknown, options?: ParseOptions): Machine {
  const result = parse(definition, options);
  if ('machine' in result) return result.machine;
  throw new Error(result.problems.map(({ pointer, message }) => `${pointer} ${message}`).join('; '));
}

/** Plays an execution by hand: what runs, which timers are set, and what happens next is up to the test. */
export class Player {
  readonly machine: Machine;
  state: ExecutionState;
  /** Milliseconds; moved by `fire` and by tests. */
  now = 1_000_000;
  readonly history: HistoryEvent[] = [];
  readonly effects: Effect[] = [];
  /** Tasks that run, by id. */
  readonly tasks = new Map<string, Extract<Effect, { type: 'startTask' }>>();
  readonly timers = new Map<string, number>();

  private constructor(machine: Machine) {
    this.machine = machine;
    this.state = { version: 1, status: 'running' };
  }

  static async start(definition: unknown, input: Json = {}, options?: ParseOptions): Promise<Player> {
    const player = new Player(machineOf(definition, options));
    player.#take(await start(player.machine, { input, identity, moment: momentAt(player.now) }));
    return player;
  }

  async send(event: ExecutionEvent): Promise<void> {
    this.#take(await advance(this.machine, this.state, event, momentAt(this.now)));
  }

  /** The one task that runs of a state. */
  task(state: string): Extract<Effect, { type: 'startTask' }> {
    const found = [...this.tasks.values()].find((task) => task.state === state);
    if (found === undefined) throw new Error(`no task of ${state} runs`);
    return found;
  }

  succeed(state: string, output: Json): Promise<void> {
    return this.send({ type: 'taskSucceeded', taskId: this.task(state).taskId, output });
  }

  fail(state: string, error: string, cause?: string): Promise<void> {
    const { taskId } = this.task(state);
    return this.send({ type: 'taskFailed', taskId, error, ...(cause !== undefined && { cause }) });
  }

  /** The timer that is due first, fired at its time. Gives the seconds that passed. */
  async fire(): Promise<number> {
    const [first] = [...this.timers].sort(([, a], [, b]) => a - b);
    if (first === undefined) throw new Error('no timer is set');
    const [timerId, at] = first;
    const passed = (at - this.now) / 1000;
    this.now = at;
    this.timers.delete(timerId);
    await this.send({ type: 'timerFired', timerId });
    return passed;
  }

  /** Types of the history, in order, with the state. */
  get lines(): string[] {
    return this.history.map(({ type, state }) => (state === undefined ? type : `${type} ${state}`));
  }

  #take(step: Step): void {
    this.state = step.state;
    this.history.push(...step.history);
    this.effects.push(...step.effects);
    for (const effect of step.effects) {
      if (effect.type === 'startTask') this.tasks.set(effect.taskId, effect);
      if (effect.type === 'cancelTask') this.tasks.delete(effect.taskId);
      if (effect.type === 'startTimer') this.timers.set(effect.timerId, effect.at);
      if (effect.type === 'cancelTimer') this.timers.delete(effect.timerId);
    }
    for (const { type, taskId } of step.history) {
      if (taskId !== undefined && ['taskSucceeded', 'taskFailed'].includes(type)) this.tasks.delete(taskId);
    }
  }
}
