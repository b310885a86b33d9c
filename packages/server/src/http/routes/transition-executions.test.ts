import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { until } from '../../testing/model-app.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';

let database: TestDatabase;
let app: WorkflowApp;
let jobs: { stop(): Promise<void> };
const appClientId = `las:app-client:${'0'.repeat(32)}`;

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database);
  jobs = await app.startJobs();
});

afterAll(async () => {
  await jobs.stop();
  await app.close();
  await database.close();
});

const pathOf = (transitionId: string, executionId = '') =>
  `/transitions/${transitionId}/executions${executionId && `/${executionId}`}`;

test('work is leased oldest first, once, and its end is the end of the execution', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const first = await app.execute(workflowId, { n: 1 });
  await app.execute(workflowId, { n: 2 });
  const waiting = (await app.inject('GET', pathOf(transitionId))).body.executions;
  expect(waiting).toHaveLength(2);
  expect(waiting[0]).toMatchObject({ status: 'running', startTime: null, completedBy: null });
  const work = await app.lease(transitionId);
  expect(work).toMatchObject({ transitionId, status: 'running', input: { n: 1 }, startTime: expect.any(String) });
  expect((await app.lease(transitionId)).input).toEqual({ n: 2 });
  expect(await app.inject('POST', pathOf(transitionId), {})).toMatchObject({
    status: 404,
    body: { message: `Nothing is waiting at ${transitionId}` },
  });
  expect((await app.inject('POST', `${pathOf(transitionId, work.executionId)}/heartbeats`, {})).status).toBe(204);
  const done = await app.finish(transitionId, work.executionId, { status: 'succeeded', output: { ok: true } });
  expect(done).toMatchObject({ status: 200, body: { status: 'succeeded', completedBy: appClientId } });
  const ended = await app.untilStatus(workflowId, first, 'succeeded');
  expect(ended).toMatchObject({
    output: { ok: true },
    transitionExecutions: { [transitionId]: [work.executionId] },
    completedBy: [appClientId],
  });
});

test('what has ended refuses changes and heartbeats', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  await app.finish(transitionId, executionId, { status: 'succeeded' });
  for (const status of ['succeeded', 'failed', 'retry', 'rejected']) {
    expect(await app.finish(transitionId, executionId, { status })).toMatchObject({
      status: 400,
      body: { message: `${executionId} has ended already: it is succeeded` },
    });
  }
  expect((await app.inject('POST', `${pathOf(transitionId, executionId)}/heartbeats`, {})).status).toBe(400);
});

test('of ten who end the same work at once, one does', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  const ends = Array.from({ length: 10 }, (_, n) =>
    app.finish(transitionId, executionId, { status: 'succeeded', output: { n } }),
  );
  const statuses = (await Promise.all(ends)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 400)).toHaveLength(9);
});

test('of ten who lease two pieces of work at once, two get one each', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  await app.execute(workflowId);
  await app.execute(workflowId);
  const leases = Array.from({ length: 10 }, () => app.inject('POST', pathOf(transitionId), {}));
  const answers = await Promise.all(leases);
  const leased = answers.filter(({ status }) => status === 200).map(({ body }) => body.executionId);
  expect(new Set(leased).size).toBe(2);
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(8);
});

test('what is put back keeps its place and gets another id', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  await app.execute(workflowId, { n: 1 });
  await app.execute(workflowId, { n: 2 });
  const { executionId } = await app.lease(transitionId);
  const put = await app.finish(transitionId, executionId, { status: 'retry' });
  expect(put).toMatchObject({ status: 200, body: { status: 'retry', completedBy: appClientId } });
  const again = await app.lease(transitionId);
  expect(again.input).toEqual({ n: 1 });
  expect(again.executionId).not.toBe(executionId);
  expect((await app.finish(transitionId, executionId, { status: 'succeeded' })).status).toBe(400);
});

test('work without heartbeats goes back into the queue', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const workflowExecution = await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  await database.pool.query(
    `update transition_executions set heartbeat_time = now() - interval '61 seconds' where id = $1`,
    [executionId],
  );
  await until('the lease to lapse', async () => {
    const { body } = await app.inject('GET', pathOf(transitionId, executionId));
    return body.status === 'retry';
  });
  expect(await app.finish(transitionId, executionId, { status: 'succeeded' })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('no heartbeat came in time') },
  });
  const again = await app.lease(transitionId);
  await app.finish(transitionId, again.executionId, { status: 'succeeded', output: {} });
  await app.untilStatus(workflowId, workflowExecution, 'succeeded');
});

test('rejected work ends the execution as rejected', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const workflowExecution = await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  await app.finish(transitionId, executionId, { status: 'rejected', error: { message: 'not ours' } });
  const ended = await app.untilStatus(workflowId, workflowExecution, 'rejected');
  expect(ended.events.at(-1)).toMatchObject({ error: 'las.Rejected', cause: 'not ours' });
});

test('a lease may wait for work', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const lease = app.inject('POST', `${pathOf(transitionId)}?waitSeconds=30`, {});
  await app.execute(workflowId, { n: 1 });
  expect(await lease).toMatchObject({ status: 200, body: { input: { n: 1 } } });
  expect((await app.inject('POST', `${pathOf(transitionId)}?waitSeconds=1`, {})).status).toBe(404);
  expect((await app.inject('POST', `${pathOf(transitionId)}?waitSeconds=61`, {})).status).toBe(400);
});

test('only manual work can be leased', async () => {
  const parameters = { imageUrl: 'image' };
  const { body } = await app.inject('POST', '/transitions', { transitionType: 'docker', parameters });
  for (const transitionId of [body.transitionId, 'las:transition:commons-predict']) {
    expect((await app.inject('POST', pathOf(transitionId), {})).status).toBe(400);
  }
});

test('what goes in and out is held against the schemas, and the pointer is told', async () => {
  const inputJsonSchema = { type: 'object', required: ['document'] };
  const outputJsonSchema = { type: 'object', properties: { total: { type: 'string' } } };
  const transitionId = await app.createManual({ inputJsonSchema, outputJsonSchema });
  const task = { Type: 'Task', Resource: transitionId, End: true };
  const workflowId = await app.createWorkflow({ StartAt: 'A', States: { A: task } });
  const refused = await app.untilStatus(workflowId, await app.execute(workflowId, {}), 'failed');
  expect(refused.events.at(-1)).toMatchObject({
    error: 'las.InvalidInput',
    cause: expect.stringContaining('document'),
  });
  const workflowExecution = await app.execute(workflowId, { document: 'd' });
  const { executionId } = await app.lease(transitionId);
  const answer = await app.finish(transitionId, executionId, { status: 'succeeded', output: { total: 1 } });
  expect(answer).toMatchObject({ status: 200, body: { status: 'failed' } });
  const failed = await app.untilStatus(workflowId, workflowExecution, 'failed');
  expect(failed.events.at(-1)).toMatchObject({ error: 'las.InvalidOutput', cause: expect.stringContaining('/total') });
});

test('a result that is larger than the language allows fails the work, and is not kept', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const workflowExecution = await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  const answer = await app.finish(transitionId, executionId, {
    status: 'succeeded',
    output: { a: 'x'.repeat(300_000) },
  });
  expect(answer).toMatchObject({ status: 200, body: { status: 'failed' } });
  const failed = await app.untilStatus(workflowId, workflowExecution, 'failed');
  expect(failed.events.at(-1)).toMatchObject({ error: 'States.DataLimitExceeded' });
  const { rows } = await database.pool.query('select output from transition_executions where id = $1', [executionId]);
  expect(rows).toEqual([{ output: null }]);
});

test('nothing is leased for a caller who has hung up', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const address = await app.app.listen({ port: 0 });
  const caller = new AbortController();
  const { bell } = app.services;
  const { wait } = bell;
  onTestFinished(() => {
    bell.wait = wait;
  });
  let looks = 0;
  const ended = new Promise<void>((resolve) => {
    // Work comes and the caller goes at the same moment.
    bell.wait = () => ({
      async until(_, signal) {
        looks++;
        await app.execute(workflowId);
        const gone = once(signal, 'abort');
        caller.abort();
        await gone;
      },
      end: resolve,
    });
  });
  const url = `${address}/v1${pathOf(transitionId)}?waitSeconds=30`;
  const headers = { 'content-type': 'application/json' };
  await expect(fetch(url, { method: 'POST', body: '{}', headers, signal: caller.signal })).rejects.toThrow();
  await ended;
  const { body } = await app.inject('GET', `/transitions/${transitionId}/queue`);
  expect({ looks, ...body }).toMatchObject({ looks: 1, waiting: 1, running: [] });
});

test('a loop over input that is refused ends', async () => {
  const transitionId = await app.createManual({ inputJsonSchema: { type: 'object', required: ['document'] } });
  const again = { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'A' };
  const task = { Type: 'Task', Resource: transitionId, Catch: [again], End: true };
  const workflowId = await app.createWorkflow({ StartAt: 'A', States: { A: task } });
  const ended = await app.untilStatus(workflowId, await app.execute(workflowId, {}), 'failed');
  expect(ended.events.at(-1)).toMatchObject({
    error: 'las.InvalidInput',
    cause: expect.stringContaining('after 100 tasks that failed without waiting'),
  });
});

test('a queue tells what waits, who is at work and what was done', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  expect((await app.inject('GET', `/transitions/${transitionId}/queue`)).body).toEqual({
    transitionId,
    waiting: 0,
    oldestWaitingSeconds: null,
    running: [],
    doneLastHour: 0,
    doneLastDay: 0,
    medianHandlingSeconds: null,
  });
  for (let n = 0; n < 3; n++) await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  await app.finish(transitionId, executionId, { status: 'succeeded' });
  const held = await app.lease(transitionId);
  const { body } = await app.inject('GET', `/transitions/${transitionId}/queue`);
  expect(body).toMatchObject({
    transitionId,
    waiting: 1,
    running: [{ executionId: held.executionId, holder: appClientId }],
    doneLastHour: 1,
    doneLastDay: 1,
  });
  expect(body.oldestWaitingSeconds).toBeGreaterThanOrEqual(0);
  expect(body.medianHandlingSeconds).toBeGreaterThanOrEqual(0);
});

test('a start time that is given replaces the stored one', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  const startTime = '2026-01-02 03:04:05.678901-0500';
  await app.finish(transitionId, executionId, { status: 'succeeded', output: {}, startTime });
  const { body } = await app.inject('GET', pathOf(transitionId, executionId));
  expect(body.startTime).toBe('2026-01-02T08:04:05.678Z');
});

test('other organizations neither see nor lease nor end work', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  const headers = { 'x-test-organization': await database.addOrganization() };
  for (const [method, path, body] of [
    ['GET', pathOf(transitionId)],
    ['POST', pathOf(transitionId), {}],
    ['GET', pathOf(transitionId, executionId)],
    ['PATCH', pathOf(transitionId, executionId), { status: 'succeeded' }],
    ['POST', `${pathOf(transitionId, executionId)}/heartbeats`, {}],
    ['GET', `/transitions/${transitionId}/queue`],
  ] as const) {
    expect((await app.inject(method, path, body, headers)).status).toBe(404);
  }
});

test('work of a worker that died is done by another', async () => {
  // Its thresholds are those of a model, so that it takes more than its input.
  const task = { Type: 'Task', Resource: 'las:transition:commons-confidence', End: true };
  const workflowId = await app.createWorkflow({ StartAt: 'A', States: { A: task } });
  await jobs.stop();
  onTestFinished(async () => {
    jobs = await app.startJobs();
  });
  const executionId = await app.execute(workflowId, { predictions: [], modelId: 'las:model:none' });
  const { rowCount } = await database.pool.query(
    `update transition_executions set phase = 'held', holder = 'las:worker:dead',
       start_time = now() - interval '1 hour', heartbeat_time = now() - interval '1 hour'
     where workflow_execution_id = $1 and phase = 'waiting'`,
    [executionId],
  );
  expect(rowCount).toBe(1);
  const successor = await app.startJobs();
  onTestFinished(() => successor.stop());
  const ended = await app.untilStatus(workflowId, executionId, 'failed');
  expect(ended.events.at(-1)).toMatchObject({ error: 'las.NotFound' });
});
