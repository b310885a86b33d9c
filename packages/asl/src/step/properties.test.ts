import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryInput, arbitraryMachine } from '../testing/arbitrary-machine.js';
import { identity, machineOf } from '../testing/player.js';
import type { Effect, ExecutionEvent, ExecutionState, Json, Machine, Moment, Step } from '../types.js';
import { advance } from './advance.js';
import { start } from './start.js';

/** What happens next, drawn: which of what is outstanding, and what becomes of it. */
interface Choice {
  which: number;
  how: 'succeed' | 'boom' | 'bang' | 'heartbeat' | 'fire' | 'stale' | 'stop' | 'resume';
}

const how = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Choice['how']>('succeed', 'fire') },
  { weight: 3, arbitrary: fc.constantFrom<Choice['how']>('boom', 'bang', 'heartbeat', 'stale') },
  { weight: 1, arbitrary: fc.constantFrom<Choice['how']>('stop', 'resume') },
);
const arbitraryChoices = fc.array(fc.record({ which: fc.nat(), how }), { maxLength: 25 });

function newMoment(): Moment & { now: number } {
  let draws = 0;
  const draw = () => {
    draws += 1;
    return draws;
  };
  return {
    now: 1_000_000,
    random: () => (draw() * 0.618) % 1,
    uuid: () => `00000000-0000-4000-8000-${String(draw()).padStart(12, '0')}`,
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

/** Keeps what an execution has outstanding, as a server would. */
class Ledger {
  readonly tasks: string[] = [];
  readonly timers = new Map<string, number>();
  readonly ended: string[] = [];
  finishes = 0;

  take(step: Step): void {
    for (const effect of step.effects) this.#takeEffect(effect);
    for (const { type, taskId } of step.history) {
      if (type === 'taskSucceeded' || type === 'taskFailed') this.#endTask(taskId ?? '');
    }
  }

  #takeEffect(effect: Effect): void {
    if (effect.type === 'startTask') this.tasks.push(effect.taskId);
    if (effect.type === 'cancelTask') this.#endTask(effect.taskId);
    if (effect.type === 'startTimer') this.timers.set(effect.timerId, effect.at);
    if (effect.type === 'cancelTimer') this.endTimer(effect.timerId);
    if (effect.type === 'finish') this.finishes += 1;
  }

  endTimer(timerId: string): void {
    if (!this.timers.delete(timerId)) throw new Error(`timer ${timerId} was not set`);
    this.ended.push(timerId);
  }

  #endTask(taskId: string): void {
    const index = this.tasks.indexOf(taskId);
    if (index < 0) throw new Error(`task ${taskId} did not run`);
    this.tasks.splice(index, 1);
    this.ended.push(taskId);
  }
}

function eventOf({ which, how }: Choice, ledger: Ledger, machine: Machine): ExecutionEvent | undefined {
  const pick = <T>(list: readonly T[]): T | undefined => list[which % Math.max(list.length, 1)];
  const taskId = pick(ledger.tasks);
  const timerId = pick([...ledger.timers.keys()]);
  switch (how) {
    case 'succeed':
      return taskId === undefined ? undefined : { type: 'taskSucceeded', taskId, output: { got: which % 7 } };
    case 'boom':
    case 'bang':
      return taskId === undefined
        ? undefined
        : { type: 'taskFailed', taskId, error: how === 'boom' ? 'Boom' : 'Bang', cause: 'drawn' };
    case 'heartbeat':
      return taskId === undefined ? undefined : { type: 'taskHeartbeat', taskId };
    case 'fire':
      return timerId === undefined ? undefined : { type: 'timerFired', timerId };
    case 'stale': {
      const id = pick(ledger.ended) ?? 'task-99-0.1';
      return id.startsWith('task')
        ? { type: 'taskSucceeded', taskId: id, output: 1 }
        : { type: 'timerFired', timerId: id };
    }
    case 'stop':
      return { type: 'stopped', error: 'Stopped' };
    case 'resume':
      return { type: 'resumed', state: pick(machine.states) ?? '', input: { lists: [], resumed: true } };
  }
}

/** Plays an execution through, with drawn events first and then with whatever is outstanding, until it has ended. */
async function play(
  machine: Machine,
  input: Json,
  choices: readonly Choice[],
  keep: (state: ExecutionState) => ExecutionState,
): Promise<{ steps: string[]; ledger: Ledger; last: ExecutionState }> {
  const moment = newMoment();
  const ledger = new Ledger();
  const steps: string[] = [];
  const take = (step: Step): ExecutionState => {
    ledger.take(step);
    steps.push(JSON.stringify(step));
    return keep(step.state);
  };
  let state = take(await start(machine, { input: frozen(input), identity: frozen(identity), moment }));
  const step = async (event: ExecutionEvent): Promise<void> => {
    moment.now += 500;
    if (event.type === 'timerFired' && ledger.timers.has(event.timerId)) {
      moment.now = Math.max(moment.now, ledger.timers.get(event.timerId) ?? 0);
      ledger.endTimer(event.timerId);
    }
    state = take(await advance(machine, frozen(state), frozen(event), moment));
  };
  for (const choice of choices) {
    const event = eventOf(choice, ledger, machine);
    if (event !== undefined) await step(event);
  }
  for (let rounds = 0; state.status === 'running'; rounds += 1) {
    if (rounds > 2000) throw new Error('does not end');
    const event = eventOf({ which: rounds, how: ledger.tasks.length > 0 ? 'succeed' : 'fire' }, ledger, machine);
    if (event === undefined) throw new Error('waits for nothing');
    await step(event);
  }
  return { steps, ledger, last: state };
}

test('an execution that is kept as JSON and taken up again after every step goes the same way as one that is not', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryMachine, arbitraryInput, arbitraryChoices, async (definition, input, choices) => {
      const machine = machineOf(definition);
      const whole = await play(machine, input, choices, (state) => state);
      const kept = await play(machineOf(definition), input, choices, (state) => JSON.parse(JSON.stringify(state)));
      expect(kept.steps).toEqual(whole.steps);
    }),
    { numRuns: 300 },
  );
});

test('whatever happens, an execution ends, says so once each time, and leaves no task and no timer behind', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryMachine, arbitraryInput, arbitraryChoices, async (definition, input, choices) => {
      const { ledger, last, steps } = await play(machineOf(definition), input, choices, (state) => state);
      expect(last.status).not.toBe('running');
      expect(ledger.tasks).toEqual([]);
      expect([...ledger.timers.keys()]).toEqual([]);
      const resumed = steps.filter((step) => step.includes('"executionResumed"')).length;
      expect(ledger.finishes).toBeGreaterThanOrEqual(1);
      expect(ledger.finishes).toBeLessThanOrEqual(resumed + 1);
    }),
    { numRuns: 300 },
  );
});

test('events about what has ended change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryMachine, arbitraryInput, arbitraryChoices, async (definition, input, choices) => {
      const machine = machineOf(definition);
      const { ledger, last } = await play(machine, input, choices, (state) => state);
      for (const id of ledger.ended) {
        const events: ExecutionEvent[] = [
          { type: 'taskSucceeded', taskId: id, output: null },
          { type: 'taskFailed', taskId: id, error: 'Late' },
          { type: 'taskHeartbeat', taskId: id },
          { type: 'timerFired', timerId: id },
        ];
        for (const event of events) {
          const step = await advance(machine, last, event, newMoment());
          expect(step).toEqual({ state: last, effects: [], history: [] });
          expect(step.state).toBe(last);
        }
      }
    }),
    { numRuns: 100 },
  );
});
