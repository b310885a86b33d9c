import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';

let database: TestDatabase;
let app: WorkflowApp;
let jobs: { stop(): Promise<void> };

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database, { timeScale: 0.01 });
  jobs = await app.startJobs();
});

afterAll(async () => {
  await jobs.stop();
  await app.close();
  await database.close();
});

const succeed = { StartAt: 'A', States: { A: { Type: 'Pass', Result: { done: true }, End: true } } };

async function run(definition: object, input: object = {}, more: object = {}) {
  const workflowId = await app.createWorkflow(definition, more);
  const executionId = await app.execute(workflowId, input);
  return app.untilStatus(workflowId, executionId, 'succeeded', 'failed', 'rejected', 'error');
}

test('an execution without tasks has ended when it is answered', async () => {
  const workflowId = await app.createWorkflow(succeed);
  const { body } = await app.inject('POST', `/workflows/${workflowId}/executions`, { input: { a: 1 } });
  expect(body).toMatchObject({
    workflowId,
    status: 'succeeded',
    input: { a: 1 },
    output: { done: true },
    transitionExecutions: {},
    completedBy: [],
  });
  expect(Date.parse(body.endTime)).toBeGreaterThanOrEqual(Date.parse(body.startTime));
  const seen = await app.inject('GET', `/workflows/${workflowId}/executions/${body.executionId}`);
  expect(seen.body).toMatchObject({ ...body, endTime: expect.any(String) });
  expect(seen.body.events.map((event: { type: string }) => event.type)).toEqual([
    'executionStarted',
    'stateEntered',
    'stateExited',
    'executionSucceeded',
  ]);
});

test('built-in work, waits, branches and items run to their end', async () => {
  const confidence = { Type: 'Task', Resource: 'las:transition:commons-confidence' };
  const sorted = await run(
    {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 2, Next: 'Both' },
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Sort', States: { Sort: { ...confidence, End: true } } },
            {
              StartAt: 'Each',
              States: {
                Each: {
                  Type: 'Map',
                  ItemsPath: '$.numbers',
                  ItemProcessor: {
                    StartAt: 'Add',
                    States: {
                      Add: {
                        Type: 'Pass',
                        Parameters: { 'n.$': 'States.MathAdd($, 1)' },
                        OutputPath: '$.n',
                        End: true,
                      },
                    },
                  },
                  End: true,
                },
              },
            },
          ],
          ResultSelector: { 'check.$': '$[0].needsCheck', 'numbers.$': '$[1]' },
          End: true,
        },
      },
    },
    { numbers: [1, 2, 3], threshold: 0.5, predictions: [{ label: 'a', value: 'b', confidence: 0.4 }] },
  );
  expect(sorted).toMatchObject({ status: 'succeeded', output: { check: true, numbers: [2, 3, 4] } });
});

test('an error is caught, retried or ends the execution, and the history says so', async () => {
  const failing = { Type: 'Task', Resource: 'las:transition:commons-failed' };
  const retried = {
    ...failing,
    Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }],
  };
  const caught = await run({
    StartAt: 'Try',
    States: {
      Try: { ...retried, Catch: [{ ErrorEquals: ['las.Failed'], ResultPath: '$.error', Next: 'Tell' }], End: true },
      Tell: { Type: 'Pass', OutputPath: '$.error', End: true },
    },
  });
  expect(caught).toMatchObject({ status: 'succeeded', output: { Error: 'las.Failed' } });
  const types = caught.events.map((event: { type: string }) => event.type);
  expect(types.filter((type: string) => type === 'retryScheduled')).toHaveLength(2);
  expect(types.filter((type: string) => type === 'errorCaught')).toHaveLength(1);
  expect(caught.transitionExecutions['las:transition:commons-failed']).toHaveLength(3);
  const failed = await run({ StartAt: 'Try', States: { Try: { ...failing, End: true } } });
  expect(failed).toMatchObject({ status: 'failed', output: null, endTime: expect.any(String) });
  expect(failed.events.at(-1)).toMatchObject({ type: 'executionFailed', error: 'las.Failed' });
});

test('a docker task fails at once where there is no engine', async () => {
  const parameters = { imageUrl: 'image' };
  const { body } = await app.inject('POST', '/transitions', { transitionType: 'docker', parameters });
  const failed = await run({
    StartAt: 'Run',
    States: { Run: { Type: 'Task', Resource: body.transitionId, End: true } },
  });
  expect(failed.events.at(-1)).toMatchObject({
    error: 'las.NoContainerEngine',
    cause: expect.stringMatching(/^no container engine reachable at /),
  });
});

test('a definition is answered as it was given', async () => {
  const workflowId = await app.createWorkflow(succeed);
  const { body } = await app.inject('GET', `/workflows/${workflowId}/definition`);
  expect(body).toEqual({ workflowId, definition: succeed });
});

test('all that is wrong with a definition is told at once, with pointers', async () => {
  const definition = { StartAt: 'X', States: { A: { Type: 'Task', Resource: 'no', Next: 'Y' } } };
  const { status, body } = await app.inject('POST', '/workflows', { specification: { definition } });
  expect(status).toBe(400);
  for (const pointer of ['/StartAt', '/States/A/Resource', '/States/A/Next']) {
    expect(body.message).toContain(`body.specification.definition${pointer} `);
  }
});

test('lists are filtered by status and sorted by time, page by page', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await app.execute(workflowId, { n }));
  for (let n = 0; n < 3; n++) {
    const { executionId } = await app.lease(transitionId);
    await app.finish(transitionId, executionId, { status: n === 1 ? 'failed' : 'succeeded', output: {} });
  }
  const list = async (query: string) => (await app.inject('GET', `/workflows/${workflowId}/executions?${query}`)).body;
  const idsOf = (page: { executions: { executionId: string }[] }) => page.executions.map((one) => one.executionId);
  expect(idsOf(await list('status=running'))).toEqual([ids[4], ids[3]]);
  expect(idsOf(await list('status=failed&status=succeeded&order=ascending&sortBy=endTime'))).toEqual(ids.slice(0, 3));
  const seen: string[] = [];
  let next = '';
  do {
    const page = await list(`sortBy=endTime&order=descending&maxResults=2${next && `&nextToken=${next}`}`);
    expect(page).toMatchObject({ workflowId, sortBy: 'endTime', order: 'descending' });
    seen.push(...idsOf(page));
    next = page.nextToken ?? '';
  } while (next);
  expect(seen).toEqual(ids.toReversed());
  expect((await list('sortBy=startTime&nextToken=x')).message).toMatch(/nextToken/);
});

test('events come in pages, and as server-sent events until the end', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const executionId = await app.execute(workflowId, { a: 1 });
  const path = `/v1/workflows/${workflowId}/executions/${executionId}/events`;
  const stream = app.app.inject({ url: path, headers: { accept: 'text/event-stream', 'last-event-id': '1' } });
  const work = await app.lease(transitionId);
  await app.finish(transitionId, work.executionId, { status: 'succeeded', output: { b: 2 } });
  const { headers, body } = await stream;
  expect(headers['content-type']).toBe('text/event-stream');
  const streamed = [...body.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n/gm)];
  const whole = (await app.inject('GET', path)).body.events;
  expect(streamed.map(([, , , data]) => JSON.parse(data ?? ''))).toEqual(whole.slice(1));
  expect(streamed.at(-1)?.[2]).toBe('executionSucceeded');
  const scheduled = whole.find((event: { type: string }) => event.type === 'taskScheduled');
  expect(scheduled).toMatchObject({ transitionId, transitionExecutionId: work.executionId, input: { a: 1 } });
  const first = (await app.inject('GET', `${path}?maxResults=2`)).body;
  expect(first.events).toEqual(whole.slice(0, 2));
  expect((await app.inject('GET', `${path}?nextToken=${first.nextToken}`)).body).toEqual({
    events: whole.slice(2),
    nextToken: null,
  });
});

test('with manualRetry a failed execution waits, runs on from a transition, or is ended', async () => {
  const errorConfig = { manualRetry: true, email: 'ada@example.com' };
  const { workflowId, transitionId } = await app.createQueue({ errorConfig, name: 'Receipts' });
  const path = `/workflows/${workflowId}/executions`;
  const fail = async () => {
    const executionId = await app.execute(workflowId, { a: 1 });
    const work = await app.lease(transitionId);
    await app.finish(transitionId, work.executionId, { status: 'failed', error: { message: 'no' } });
    const { body } = await app.inject('GET', `${path}/${executionId}`);
    expect(body).toMatchObject({ status: 'error', endTime: null });
    return executionId;
  };
  const retried = await fail();
  const { body: again } = await app.inject('PATCH', `${path}/${retried}`, { nextTransitionId: transitionId });
  expect(again).toMatchObject({ status: 'running' });
  const work = await app.lease(transitionId);
  expect(work.input).toEqual({ a: 1 });
  await app.finish(transitionId, work.executionId, { status: 'succeeded', output: { b: 2 } });
  await app.untilStatus(workflowId, retried, 'succeeded');
  const givenUp = await fail();
  const commonsFailed = { nextTransitionId: 'las:transition:commons-failed' };
  const { body: ended } = await app.inject('PATCH', `${path}/${givenUp}`, commonsFailed);
  expect(ended).toMatchObject({ status: 'failed', endTime: expect.any(String) });
  expect((await app.inject('PATCH', `${path}/${givenUp}`, commonsFailed)).status).toBe(400);
  const { rows } = await database.pool.query(`select subject, body from mails where recipient = 'ada@example.com'`);
  expect(rows.length).toBeGreaterThanOrEqual(2);
  expect(rows[0].subject).toContain('Receipts');
  expect(rows[0].body).toContain('Cause: no');
});

test('a running execution ends by commons-failed, and its work is no longer to be had', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const executionId = await app.execute(workflowId);
  const { executionId: held } = await app.lease(transitionId);
  const path = `/workflows/${workflowId}/executions/${executionId}`;
  const { body } = await app.inject('PATCH', path, { nextTransitionId: 'las:transition:commons-failed' });
  expect(body.status).toBe('failed');
  expect(await app.finish(transitionId, held, { status: 'succeeded', output: {} })).toMatchObject({ status: 400 });
  const unknown = await app.createManual();
  expect(await app.inject('PATCH', path, { nextTransitionId: unknown })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('is no transition of') },
  });
});

test('a workflow with executions that have not ended stays; a deleted execution takes its work with it', async () => {
  const { workflowId, transitionId } = await app.createQueue();
  const executionId = await app.execute(workflowId);
  expect(await app.inject('DELETE', `/workflows/${workflowId}`)).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining(executionId) },
  });
  const path = `/workflows/${workflowId}/executions/${executionId}`;
  expect((await app.inject('DELETE', path)).body).toMatchObject({ executionId, status: 'running' });
  expect((await app.inject('GET', path)).status).toBe(404);
  expect((await app.inject('POST', `/transitions/${transitionId}/executions`, {})).status).toBe(404);
  expect((await app.inject('DELETE', `/workflows/${workflowId}`)).status).toBe(200);
});

test('a repeated call with the same key starts one execution', async () => {
  const { workflowId } = await app.createQueue();
  const start = () =>
    app.inject('POST', `/workflows/${workflowId}/executions`, { input: {} }, { 'idempotency-key': 'k' });
  const [first, second] = [await start(), await start()];
  expect(second.body).toEqual(first.body);
  const { body } = await app.inject('GET', `/workflows/${workflowId}/executions`);
  expect(body.executions).toHaveLength(1);
});

test('too large an input is refused', async () => {
  const { workflowId } = await app.createQueue();
  const input = { a: 'x'.repeat(300_000) };
  expect(await app.inject('POST', `/workflows/${workflowId}/executions`, { input })).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('body.input has to be at most') },
  });
});
