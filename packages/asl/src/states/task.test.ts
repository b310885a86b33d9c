import { expect, test } from 'vitest';
import { lambda, Player } from '../testing/player.js';

const machine = (fields: object) => ({
  StartAt: 'Work',
  States: { Work: { Type: 'Task', Resource: lambda, End: true, ...fields } },
});

test('a task gets the input after InputPath and Parameters, and its result is selected, placed and cut', async () => {
  const player = await Player.start(
    machine({
      InputPath: '$.order',
      Parameters: { 'number.$': '$.id', constant: 1 },
      ResultSelector: { 'total.$': '$.sum' },
      ResultPath: '$.checked',
      OutputPath: '$.checked',
    }),
    { order: { id: 7 }, other: true },
  );
  expect(player.effects).toEqual([
    {
      type: 'startTask',
      taskId: 'task-1',
      resource: lambda,
      state: 'Work',
      input: { number: 7, constant: 1 },
      attempt: 1,
    },
  ]);
  await player.succeed('Work', { sum: 3, rest: 4 });
  expect(player.state).toMatchObject({ status: 'succeeded', output: { total: 3 } });
  expect(player.lines).toEqual([
    'executionStarted',
    'stateEntered Work',
    'taskScheduled Work',
    'taskSucceeded Work',
    'stateExited Work',
    'executionSucceeded',
  ]);
});

test('a result of null is a result', async () => {
  const player = await Player.start(machine({}), { a: 1 });
  await player.succeed('Work', null);
  expect(player.state.output).toBeNull();
});

test('a task that takes too long is cancelled and fails with States.Timeout', async () => {
  const player = await Player.start(machine({ TimeoutSecondsPath: '$.limit' }), { limit: 9 });
  expect(player.task('Work').timeoutSeconds).toBe(9);
  expect(await player.fire()).toBe(9);
  expect(player.effects).toContainEqual({ type: 'cancelTask', taskId: 'task-1', reason: 'timedOut' });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Timeout' });
  expect(player.lines).toContain('taskTimedOut Work');
});

test('each heartbeat gives the task its HeartbeatSeconds anew, and the timer before is cancelled', async () => {
  const player = await Player.start(machine({ TimeoutSeconds: 60, HeartbeatSeconds: 5 }));
  const { taskId } = player.task('Work');
  player.now += 4000;
  await player.send({ type: 'taskHeartbeat', taskId });
  expect(player.effects.slice(-2)).toEqual([
    { type: 'cancelTimer', timerId: 'timer-3' },
    { type: 'startTimer', timerId: 'timer-4', at: player.now + 5000 },
  ]);
  expect(player.timers.size).toBe(2);
  await player.send({ type: 'timerFired', timerId: 'timer-3' });
  expect(player.state.status).toBe('running');
  expect(await player.fire()).toBe(5);
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Timeout' });
  expect(player.timers.size).toBe(0);
});

test.each([
  ['States.HeartbeatTimeout', 'HeartbeatSeconds', 'succeeded'],
  ['States.Timeout', 'HeartbeatSeconds', 'succeeded'],
  ['States.Timeout', 'TimeoutSeconds', 'succeeded'],
  ['States.HeartbeatTimeout', 'TimeoutSeconds', 'failed'],
  ['States.TaskFailed', 'TimeoutSeconds', 'failed'],
  ['States.ALL', 'TimeoutSeconds', 'succeeded'],
])('a catcher of %s and the end of %s: the execution has %s', async (error, field, status) => {
  const player = await Player.start({
    StartAt: 'Work',
    States: {
      Work: {
        Type: 'Task',
        Resource: lambda,
        [field]: 5,
        Catch: [{ ErrorEquals: [error], Next: 'Caught' }],
        End: true,
      },
      Caught: { Type: 'Succeed' },
    },
  });
  await player.fire();
  expect(player.state.status).toBe(status);
  if (status === 'succeeded') expect(player.state.output).toEqual({ Error: 'States.Timeout', Cause: '' });
});

test('the token is there for resources that wait for it, and is the id of the task', async () => {
  const token = { Parameters: { 'token.$': '$$.Task.Token' } };
  const waits = await Player.start(
    machine({ ...token, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' }),
  );
  expect(waits.task('Work').input).toEqual({ token: waits.task('Work').taskId });
  const other = await Player.start(machine(token));
  expect(other.state).toMatchObject({ status: 'failed', error: 'States.Runtime' });
});

test('credentials are evaluated and handed on', async () => {
  const player = await Player.start(machine({ Credentials: { 'RoleArn.$': '$.role' } }), { role: 'r' });
  expect(player.task('Work').credentials).toEqual({ RoleArn: 'r' });
});

test('a result beyond the limit fails the task, which States.ALL catches', async () => {
  const definition = {
    StartAt: 'Work',
    States: {
      Work: { Type: 'Task', Resource: lambda, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true },
      Caught: { Type: 'Pass', OutputPath: '$.Error', End: true },
    },
  };
  const player = await Player.start(definition, {}, { limits: { dataBytes: 200 } });
  await player.succeed('Work', 'x'.repeat(300));
  expect(player.state.output).toBe('States.DataLimitExceeded');
});

test('of the dialect las, tasks without Retry get the default of their resource', async () => {
  const resource = 'las:transition:commons-predict';
  const options = { dialect: 'las' as const, defaultRetry: () => [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] };
  const player = await Player.start(machine({ Resource: resource }), {}, options);
  await player.fail('Work', 'Boom');
  await player.fire();
  expect(player.task('Work').attempt).toBe(2);
  await player.fail('Work', 'Boom');
  expect(player.state).toMatchObject({ status: 'failed', error: 'Boom' });
  const own = await Player.start(machine({ Resource: resource, Retry: [] }), {}, options);
  await own.fail('Work', 'Boom');
  expect(own.state.status).toBe('failed');
});

test('a task in JSONata gets its Arguments and leaves with its Output', async () => {
  const player = await Player.start(
    machine({
      QueryLanguage: 'JSONata',
      Arguments: { double: '{% $states.input.n * 2 %}', plain: 'as it is' },
      TimeoutSeconds: '{% $states.input.n + 1 %}',
      Output: '{% $states.result.value + $states.input.n %}',
    }),
    { n: 20 },
  );
  expect(player.task('Work')).toMatchObject({ input: { double: 40, plain: 'as it is' }, timeoutSeconds: 21 });
  await player.succeed('Work', { value: 1 });
  expect(player.state.output).toBe(21);
});

test.each([[0], [1.5], ['5'], [null]])('a timeout of %j is refused when the state is entered', async (limit) => {
  const player = await Player.start(machine({ TimeoutSecondsPath: '$.limit' }), { limit });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Runtime' });
  const jsonata = { QueryLanguage: 'JSONata', TimeoutSeconds: '{% $states.input.limit %}' };
  const other = await Player.start(machine(jsonata), { limit });
  expect(other.state).toMatchObject({ status: 'failed', error: 'States.QueryEvaluationError' });
  expect(other.history).toContainEqual(
    expect.objectContaining({ type: 'evaluationFailed', state: 'Work', location: 'TimeoutSeconds' }),
  );
});
