import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { BuiltIn, BuiltInResult } from '../../domain/built-in/built-in.js';
import { executeWorkflow } from '../../domain/workflow-executions.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { until } from '../../testing/model-app.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';

let database: TestDatabase;
let app: WorkflowApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database);
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const id = 'las:transition:commons-predict';

/** Stands in for a built-in transition: its work is what the test says. */
async function startWith(run: BuiltIn['run']) {
  const builtIn = { id, run } as BuiltIn;
  const jobs = await app.startJobs({ builtIns: new Map([[id, builtIn]]) });
  onTestFinished(() => jobs.stop());
}

const createWorkflow = () =>
  app.createWorkflow({ StartAt: 'Do', States: { Do: { Type: 'Task', Resource: id, End: true } } });

/** As a database is when it is killed: everybody loses the connection. */
const breakConnections = () =>
  database.pool
    .query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    .catch(() => {});

/** An execution whose first step is kept, though the process that took it never hears of it. */
async function startUnheard(workflowId: string): Promise<string> {
  const started = await database.db
    .transaction()
    .execute((trx) => executeWorkflow({ trx, engine: app.services.engine }, app.organizationId, workflowId, {}));
  await ageWork(started.execution.executionId);
  return started.execution.executionId;
}

const ageWork = (executionId: string) =>
  database.pool.query(
    `update transition_executions set heartbeat_time = now() - interval '1 hour' where workflow_execution_id = $1`,
    [executionId],
  );

test('work that a step began, of which the process never heard since its connection broke, is done', async () => {
  await startWith(async () => ({ output: { done: true } }));
  const workflowId = await createWorkflow();
  await app.untilStatus(workflowId, await startUnheard(workflowId), 'succeeded');
});

test('work under way is done once, though all connections break meanwhile', async () => {
  const runs: string[] = [];
  const finish: ((result: BuiltInResult) => void)[] = [];
  await startWith(({ workflowExecutionId }) => {
    runs.push(workflowExecutionId);
    return new Promise((resolve) => finish.push(resolve));
  });
  const workflowId = await createWorkflow();
  const executionId = await app.execute(workflowId);
  await until('the work to begin', async () => runs.length === 1);
  await ageWork(executionId);
  await breakConnections();
  // Where this one is found, the other has been looked at.
  const unheard = await until('the database to be back', () => startUnheard(workflowId).catch(() => undefined));
  await until('forgotten work to begin', async () => runs.length > 1);
  for (const end of finish) end({ output: {} });
  await app.untilStatus(workflowId, executionId, 'succeeded');
  await app.untilStatus(workflowId, unheard, 'succeeded');
  expect(runs).toEqual([executionId, unheard]);
});

test('an unexpected error is no end of the work', async () => {
  let runs = 0;
  await startWith(async () => {
    runs++;
    if (runs < 3) throw new Error('unexpected');
    return { output: { runs } };
  });
  const workflowId = await createWorkflow();
  const ended = await app.untilStatus(workflowId, await app.execute(workflowId), 'succeeded');
  expect(ended.output).toEqual({ runs: 3 });
});

test('work that is given up is told so, and work that has not begun never does', async () => {
  const begun: string[] = [];
  const aborted: string[] = [];
  await startWith(({ workflowExecutionId }, { signal }) => {
    begun.push(workflowExecutionId);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        aborted.push(workflowExecutionId);
        reject(signal.reason);
      });
    });
  });
  const workflowId = await createWorkflow();
  // More than a worker does at once.
  const executions: string[] = [];
  for (let n = 0; n < 18; n++) executions.push(await app.execute(workflowId));
  await until('the first to begin', async () => begun.length === 16);
  for (const one of executions.toReversed()) {
    const path = `/workflows/${workflowId}/executions/${one}`;
    await app.inject('PATCH', path, { nextTransitionId: 'las:transition:commons-failed' });
  }
  await until('all to be told', async () => aborted.length === 16);
  expect(begun.toSorted()).toEqual(executions.slice(0, 16).toSorted());
});

test('a result that expressions or models make of odd characters is kept', async () => {
  await startWith(async () => ({ output: { text: 'a\0b\ud800' } }));
  const workflowId = await createWorkflow();
  const ended = await app.untilStatus(workflowId, await app.execute(workflowId), 'succeeded');
  expect(ended.output).toEqual({ text: 'ab\ufffd' });
});

test('thousands of tasks of one step begin and are given up in seconds', async () => {
  const transitionId = await app.createManual();
  const each = { StartAt: 'T', States: { T: { Type: 'Task', Resource: transitionId, End: true } } };
  const workflowId = await app.createWorkflow({
    StartAt: 'M',
    States: { M: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: each, End: true } },
  });
  const executionId = await app.execute(workflowId, { items: Array.from({ length: 5000 }, (_, n) => n) });
  const path = `/workflows/${workflowId}/executions/${executionId}`;
  const { body } = await app.inject('PATCH', path, { nextTransitionId: 'las:transition:commons-failed' });
  expect(body.status).toBe('failed');
  expect((await app.inject('POST', `/transitions/${transitionId}/executions`, {})).status).toBe(404);
}, 20_000);

test('an execution whose items hold more data together than can be written with every step fails', async () => {
  const transitionId = await app.createManual();
  const item = {
    StartAt: 'P',
    States: {
      P: { Type: 'Pass', Parameters: { 'text.$': '$$.Execution.Input.text' }, Next: 'T' },
      T: { Type: 'Task', Resource: transitionId, End: true },
    },
  };
  const workflowId = await app.createWorkflow({
    StartAt: 'M',
    States: { M: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: item, End: true } },
  });
  const input = { text: 'x'.repeat(200_000), items: Array.from({ length: 90 }, (_, n) => n) };
  const executionId = await app.execute(workflowId, input);
  const { body } = await app.inject('GET', `/workflows/${workflowId}/executions/${executionId}`);
  expect(body).toMatchObject({ status: 'failed', transitionExecutions: {} });
  expect(body.events.at(-1)).toMatchObject({ error: 'States.DataLimitExceeded' });
});
