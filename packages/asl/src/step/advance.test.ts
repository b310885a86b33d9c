import { expect, test } from 'vitest';
import { identity, lambda, machineOf, momentAt, Player } from '../testing/player.js';
import { advance } from './advance.js';
import { start } from './start.js';

const task = { Type: 'Task', Resource: lambda };
const twoTasks = {
  StartAt: 'A',
  States: { A: { ...task, TimeoutSeconds: 30, Assign: { seen: 1 }, Next: 'B' }, B: { ...task, End: true } },
};

test('a machine without JSONata steps at once; one with it gives promises', () => {
  const options = { input: {}, identity, moment: momentAt(0) };
  const pass = { Type: 'Pass', End: true };
  const plain = machineOf({ StartAt: 'A', States: { A: pass } });
  expect(plain.asynchronous).toBe(false);
  expect(start(plain, options)).not.toBeInstanceOf(Promise);
  const constant = machineOf({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { ...pass, Output: [1] } } });
  expect(constant.asynchronous).toBe(false);
  const jsonata = machineOf({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { ...pass, Output: '{% 1 %}' } } });
  expect(jsonata.asynchronous).toBe(true);
  expect(start(jsonata, options)).toBeInstanceOf(Promise);
});

test('stopping ends what runs and fails the execution as told', async () => {
  const player = await Player.start(twoTasks);
  await player.send({ type: 'stopped', error: 'Enough', cause: 'a person said so' });
  expect(player.state).toMatchObject({ status: 'failed', error: 'Enough', cause: 'a person said so' });
  expect(player.effects.slice(-3)).toEqual([
    { type: 'cancelTask', taskId: 'task-1', reason: 'abandoned' },
    { type: 'cancelTimer', timerId: 'timer-2' },
    { type: 'finish', status: 'failed', error: 'Enough', cause: 'a person said so' },
  ]);
  const { state } = player;
  await player.send({ type: 'stopped' });
  expect(player.state).toBe(state);
});

test('a failed execution is resumed with the variables it had', async () => {
  const player = await Player.start(twoTasks);
  await player.succeed('A', {});
  await player.fail('B', 'Boom');
  expect(player.state.status).toBe('failed');
  await player.send({ type: 'resumed', state: 'B', input: { again: true } });
  expect(player.state).toMatchObject({ status: 'running' });
  expect(player.state).not.toHaveProperty('error');
  expect(player.task('B').input).toEqual({ again: true });
  expect((player.state as { frame?: object }).frame).toMatchObject({ variables: { seen: 1 } });
  await player.succeed('B', 'fine');
  expect(player.state).toMatchObject({ status: 'succeeded', output: 'fine' });
});

test('a running execution is resumed elsewhere: what ran is given up', async () => {
  const player = await Player.start(twoTasks);
  const { taskId } = player.task('A');
  await player.send({ type: 'resumed', state: 'B', input: 1 });
  expect(player.effects).toContainEqual({ type: 'cancelTask', taskId, reason: 'abandoned' });
  expect([...player.tasks.values()].map(({ state }) => state)).toEqual(['B']);
  expect(player.timers.size).toBe(0);
});

test('what has succeeded stays so; a state that is not there is refused', async () => {
  const player = await Player.start({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
  const { state } = player;
  await player.send({ type: 'resumed', state: 'A', input: 1 });
  expect(player.state).toBe(state);
  await expect(player.send({ type: 'resumed', state: 'X', input: 1 })).rejects.toThrow(RangeError);
});

test('the time of the machine runs out whatever it does, and begins anew when it is resumed', async () => {
  const player = await Player.start({ ...twoTasks, TimeoutSeconds: 10 });
  expect(await player.fire()).toBe(10);
  expect(player.state).toMatchObject({ status: 'timedOut', error: 'States.Timeout' });
  expect(player.tasks.size + player.timers.size).toBe(0);
  expect(player.lines.at(-1)).toBe('executionTimedOut');
  await player.send({ type: 'resumed', state: 'B', input: 1 });
  expect(await player.fire()).toBe(10);
  expect(player.state.status).toBe('timedOut');
});

test('a machine that ends in time cancels its timer', async () => {
  const player = await Player.start({ StartAt: 'A', States: { A: { ...task, End: true } }, TimeoutSeconds: 10 });
  await player.succeed('A', 1);
  expect(player.timers.size).toBe(0);
});

test('a machine that runs in a circle fails, and so do many at once', async () => {
  const circle = {
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Choice', Choices: [{ Variable: '$.end', IsPresent: true, Next: 'C' }], Default: 'A' },
      C: { Type: 'Succeed' },
    },
  };
  const player = await Player.start(circle, {}, { limits: { transitions: 1000 } });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Runtime' });
  expect(player.history.filter(({ type }) => type === 'stateEntered')).toHaveLength(1000);
  const caught = {
    StartAt: 'P',
    States: {
      P: {
        Type: 'Parallel',
        Branches: [circle, { StartAt: 'W', States: { W: { ...task, End: true } } }],
        Catch: [{ ErrorEquals: ['States.Runtime'], Next: 'P' }],
        End: true,
      },
    },
  };
  const branches = await Player.start(caught, {}, { limits: { transitions: 1000 } });
  expect(branches.state.status).toBe('failed');
  expect(branches.tasks.size).toBe(0);
});

test('too large an input fails at once', async () => {
  const player = await Player.start(twoTasks, 'x'.repeat(100), { limits: { dataBytes: 50 } });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.DataLimitExceeded' });
});

test.each(['task-9', 'timer-9', 'task-1-0', 'task-1-0.5', 'nonsense', '', 'task-1-9999999999999999999', '__proto__'])(
  'an event about %j, which never was, changes nothing',
  async (id) => {
    const player = await Player.start(twoTasks);
    const { state } = player;
    await player.send({ type: 'taskSucceeded', taskId: id, output: 1 });
    await player.send({ type: 'timerFired', timerId: id });
    expect(player.state).toBe(state);
  },
);

test('a state of another version is refused', () => {
  const state = { version: 2, status: 'running' } as never;
  expect(() => advance(machineOf(twoTasks), state, { type: 'stopped' }, momentAt(0))).toThrow(RangeError);
});
