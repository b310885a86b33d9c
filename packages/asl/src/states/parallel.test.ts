import { expect, test } from 'vitest';
import { lambda, Player } from '../testing/player.js';

const task = { Type: 'Task', Resource: lambda, TimeoutSeconds: 60, End: true };
const branch = (name: string) => ({ StartAt: name, States: { [name]: task } });
const machine = (fields: object = {}) => ({
  StartAt: 'Both',
  States: {
    Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], Next: 'Done', ...fields },
    Done: { Type: 'Succeed' },
    ...('Catch' in fields && { Caught: { Type: 'Succeed' } }),
  },
});

test('results come in the order of the branches, whichever ends first', async () => {
  const player = await Player.start(machine({ Parameters: { 'n.$': '$.n' } }), { n: 1, other: 2 });
  expect(player.task('A')).toMatchObject({ taskId: 'task-1-0', input: { n: 1 } });
  await player.succeed('B', 'b');
  expect(player.state.status).toBe('running');
  await player.succeed('A', 'a');
  expect(player.state).toMatchObject({ status: 'succeeded', output: ['a', 'b'] });
  const entered = player.history.find(({ type, state }) => type === 'stateEntered' && state === 'B');
  expect(entered?.within).toEqual([{ state: 'Both', index: 1 }]);
});

test('a branch that fails ends its siblings, with their tasks and timers, and fails the state', async () => {
  const player = await Player.start(machine());
  const { taskId } = player.task('B');
  await player.fail('A', 'Boom', 'why');
  expect(player.effects).toContainEqual({ type: 'cancelTask', taskId, reason: 'abandoned' });
  expect(player.timers.size).toBe(0);
  expect(player.state).toMatchObject({ status: 'failed', error: 'Boom', cause: 'why' });
  expect(player.lines).toContain('taskAbandoned B');
  const before = player.state;
  await player.send({ type: 'taskSucceeded', taskId, output: 1 });
  expect(player.state).toBe(before);
});

test('the state catches what fails in a branch', async () => {
  const player = await Player.start(
    machine({ Catch: [{ ErrorEquals: ['Boom'], ResultPath: '$.e', Next: 'Caught' }] }),
    { a: 1 },
  );
  await player.fail('B', 'Boom');
  expect(player.state.output).toEqual({ a: 1, e: { Error: 'Boom', Cause: null } });
});

test('the state tries all branches again', async () => {
  const player = await Player.start(machine({ Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }] }));
  await player.succeed('A', 1);
  await player.fail('B', 'Boom');
  expect(player.tasks.size).toBe(0);
  await player.fire();
  await player.succeed('A', 2);
  await player.succeed('B', 3);
  expect(player.state.output).toEqual([2, 3]);
});

test('a branch that fails at once keeps those after it from starting', async () => {
  const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Boom' } } };
  const player = await Player.start(machine({ Branches: [fail, branch('B')] }));
  expect(player.state).toMatchObject({ status: 'failed', error: 'Boom' });
  expect(player.effects.filter(({ type }) => type === 'startTask')).toEqual([]);
});

test('branches nest, and what fails far inside ends all', async () => {
  const inner = {
    StartAt: 'In',
    States: { In: { Type: 'Parallel', Branches: [branch('C'), branch('D')], End: true } },
  };
  const player = await Player.start(machine({ Branches: [branch('A'), inner] }));
  expect([...player.tasks.keys()]).toEqual(['task-1-0', 'task-3-1.0', 'task-5-1.1']);
  await player.succeed('C', 'c');
  await player.fail('D', 'Boom');
  expect(player.state.status).toBe('failed');
  expect(player.tasks.size).toBe(0);
  expect(player.timers.size).toBe(0);
});
