import { advance } from '../step/advance.js';
import { start } from '../step/start.js';
import type { Effect, ExecutionEvent, ExecutionState, HistoryEvent, Machine, Moment, Step } from '../types.js';
import { SimulatedTasks } from './simulated-tasks.js';
import type { TestCase } from './test-case.js';

/** How a case went. */
export interface Outcome {
  readonly state: ExecutionState;
  readonly history: readonly HistoryEvent[];
  readonly started: readonly Extract<Effect, { type: 'startTask' }>[];
  /** Tasks that were called though they had not to be. */
  readonly unreached: readonly string[];
}

/** No recorded case needs nearly as many; a case that does would never end. */
const mostEvents = 10_000;
const activity = /:activity:/;

/** Runs a case on a clock of its own, which jumps from one timer to the next when nothing else is to be done. */
export async function simulate(
  machine: Machine,
  testCase: TestCase,
  moment: Moment & { now: number },
): Promise<Outcome> {
  const world = new World(new SimulatedTasks(testCase.tasks ?? {}));
  let step: Step = await start(machine, { input: testCase.input ?? {}, identity, moment });
  for (let count = 0; count < mostEvents; count += 1) {
    world.take(step);
    if (step.state.status !== 'running') return { state: step.state, ...world };
    const event = world.next(moment);
    if (event === undefined) throw new Error('nothing is left that could happen, and the execution runs on');
    step = await advance(machine, step.state, event, moment);
  }
  throw new Error(`still runs after ${mostEvents} events`);
}

const identity = {
  execution: {
    id: 'arn:aws:states:us-east-1:111111111111:execution:machine:execution',
    name: 'execution',
    roleArn: 'arn:aws:iam::111111111111:role/role',
  },
  stateMachine: { id: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine', name: 'machine' },
};

class World {
  readonly history: HistoryEvent[] = [];
  readonly started: Extract<Effect, { type: 'startTask' }>[] = [];
  readonly unreached: string[] = [];
  readonly #tasks: SimulatedTasks;
  readonly #timers = new Map<string, number>();
  readonly #events: ExecutionEvent[] = [];

  constructor(tasks: SimulatedTasks) {
    this.#tasks = tasks;
  }

  take(step: Step): void {
    this.history.push(...step.history);
    for (const effect of step.effects) {
      if (effect.type === 'startTimer') this.#timers.set(effect.timerId, effect.at);
      if (effect.type === 'cancelTimer') this.#timers.delete(effect.timerId);
      if (effect.type === 'startTask') this.#startTask(effect);
    }
  }

  /** The next thing that happens; moves the clock when it is a timer. */
  next(moment: { now: number }): ExecutionEvent | undefined {
    const event = this.#events.shift();
    if (event !== undefined) return event;
    const [timerId, at] = [...this.#timers].reduce<[string, number] | []>(
      (first, timer) => (first[1] === undefined || timer[1] < first[1] ? timer : first),
      [],
    );
    if (timerId === undefined) return undefined;
    this.#timers.delete(timerId);
    moment.now = Math.max(moment.now, at ?? 0);
    return { type: 'timerFired', timerId };
  }

  #startTask(effect: Extract<Effect, { type: 'startTask' }>): void {
    const { taskId, state, resource, input } = effect;
    this.started.push(effect);
    const answer = this.#tasks.answer(state, input);
    if (answer === 'never') return;
    if (answer === 'unreached') {
      // AWS fails a task whose activity is not there, so no one is called; anything else had not to be started.
      if (!activity.test(resource)) this.unreached.push(state);
      const cause = `${resource} does not exist`;
      this.#events.push({ type: 'taskFailed', taskId, error: 'States.Runtime', cause });
    } else if ('output' in answer) {
      this.#events.push({ type: 'taskSucceeded', taskId, output: answer.output });
    } else {
      this.#events.push({ type: 'taskFailed', taskId, ...answer.failure });
    }
  }
}
