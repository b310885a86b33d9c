import { expect, test } from 'vitest';
import { lambda, Player } from '../testing/player.js';

const machine = (fields: object) => ({
  StartAt: 'Work',
  States: {
    Work: { Type: 'Task', Resource: lambda, End: true, ...fields },
    ...('Catch' in fields && { Caught: { Type: 'Pass', End: true } }),
  },
});

/** Seconds before each further try, until the execution fails. */
async function delays(rule: object): Promise<number[]> {
  const player = await Player.start(machine({ Retry: [{ ErrorEquals: ['Boom'], ...rule }] }));
  const waited: number[] = [];
  await player.fail('Work', 'Boom');
  while (player.state.status === 'running') {
    waited.push(await player.fire());
    await player.fail('Work', 'Boom');
  }
  return waited;
}

test('intervals grow up to their bound; jitter draws from nothing to all of it', async () => {
  expect(await delays({})).toEqual([1, 2, 4]);
  expect(await delays({ IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 2 })).toEqual([3, 4.5]);
  expect(await delays({ IntervalSeconds: 3, MaxDelaySeconds: 10, MaxAttempts: 4 })).toEqual([3, 6, 10, 10]);
  expect(await delays({ JitterStrategy: 'FULL' })).toEqual([0.5, 1, 2]);
  expect(await delays({ MaxAttempts: 0 })).toEqual([]);
});

test('a state tried again was entered once, and knows how often it was tried', async () => {
  const player = await Player.start(
    machine({ Parameters: { 'n.$': '$$.State.RetryCount' }, Retry: [{ ErrorEquals: ['States.ALL'] }] }),
  );
  await player.fail('Work', 'Boom', 'why');
  expect(player.history.at(-1)).toMatchObject({ type: 'retryScheduled', attempt: 1, error: 'Boom', cause: 'why' });
  await player.fire();
  expect(player.task('Work')).toMatchObject({ attempt: 2, input: { n: 1 } });
  await player.succeed('Work', 1);
  expect(player.lines.filter((line) => line === 'stateEntered Work')).toHaveLength(1);
});

test('each rule counts by itself, and the first that matches decides', async () => {
  const player = await Player.start(
    machine({
      Retry: [
        { ErrorEquals: ['Boom'], MaxAttempts: 1 },
        { ErrorEquals: ['States.ALL'], MaxAttempts: 1 },
      ],
    }),
  );
  await player.fail('Work', 'Boom');
  await player.fire();
  await player.fail('Work', 'Bang');
  await player.fire();
  await player.fail('Work', 'Boom');
  expect(player.state).toMatchObject({ status: 'failed', error: 'Boom' });
});

test('a state that is entered again begins with all its tries', async () => {
  const player = await Player.start({
    StartAt: 'Work',
    States: {
      Work: { Type: 'Task', Resource: lambda, Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }], Next: 'More' },
      More: { Type: 'Choice', Choices: [{ Variable: '$', BooleanEquals: true, Next: 'Work' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  });
  for (const again of [true, false]) {
    await player.fail('Work', 'Boom');
    await player.fire();
    await player.succeed('Work', again);
  }
  expect(player.state.status).toBe('succeeded');
});

test('retries come before catchers, and the first catcher that matches takes it', async () => {
  const catchers = [
    { ErrorEquals: ['Bang'], Next: 'Caught' },
    { ErrorEquals: ['Boom', 'Other'], ResultPath: '$.error', Assign: { 'name.$': '$.Error' }, Next: 'Caught' },
  ];
  const player = await Player.start(machine({ Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }], Catch: catchers }), {
    a: 1,
  });
  await player.fail('Work', 'Boom');
  await player.fire();
  await player.fail('Work', 'Boom', 'why');
  expect(player.state.output).toEqual({ a: 1, error: { Error: 'Boom', Cause: 'why' } });
  expect(player.history).toContainEqual(
    expect.objectContaining({ type: 'stateExited', state: 'Work', assigned: { name: 'Boom' } }),
  );
  expect(player.lines).toContain('errorCaught Work');
});

test.each([
  ['States.ALL', 'failed'],
  ['States.TaskFailed', 'failed'],
  ['States.Runtime', 'succeeded'],
])('a catcher of %s and a path that finds nothing: the execution has %s', async (error, status) => {
  const player = await Player.start(
    machine({ Parameters: { 'a.$': '$.nowhere' }, Catch: [{ ErrorEquals: [error], Next: 'Caught' }] }),
  );
  expect(player.state.status).toBe(status);
  expect(player.lines).toContain('evaluationFailed Work');
});

test('an expression that fails is caught; what fails in the catcher is not', async () => {
  const jsonata = { QueryLanguage: 'JSONata', Arguments: '{% $nowhere %}' };
  const catcher = { ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' };
  const caught = await Player.start(
    machine({ ...jsonata, Catch: [{ ...catcher, Output: '{% $states.errorOutput.Error %}' }] }),
  );
  expect(caught.state.output).toBe('States.QueryEvaluationError');
  const failed = await Player.start(machine({ ...jsonata, Catch: [{ ...catcher, Output: '{% $nowhere %}' }] }));
  expect(failed.state).toMatchObject({ status: 'failed', error: 'States.QueryEvaluationError' });
  expect(failed.lines.filter((line) => line === 'evaluationFailed Work')).toHaveLength(2);
});

test('a result that cannot be placed is the failure of the state', async () => {
  const player = await Player.start(
    machine({ ResultPath: '$.a.b', Catch: [{ ErrorEquals: ['States.ResultPathMatchFailure'], Next: 'Caught' }] }),
    { a: 1 },
  );
  await player.succeed('Work', 2);
  expect(player.state.output).toMatchObject({ Error: 'States.ResultPathMatchFailure' });
});
