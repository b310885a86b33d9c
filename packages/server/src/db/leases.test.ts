import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { until } from '../testing/model-app.js';
import { untilWaiting } from '../testing/waiting.js';
import { type WorkflowApp, workflowApp } from '../testing/workflow-app.js';
import { putBackLapsed, putBackTransitionExecution } from './leases.js';

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

async function held() {
  const { workflowId, transitionId } = await app.createQueue();
  const workflowExecutionId = await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  return {
    path: `/workflows/${workflowId}/executions/${workflowExecutionId}`,
    workflowExecutionId,
    transitionId,
    executionId,
  };
}

async function phasesOf(workflowExecutionId: string): Promise<string[]> {
  const { rows } = await database.pool.query(
    'select phase from transition_executions where workflow_execution_id = $1 order by seq',
    [workflowExecutionId],
  );
  return rows.map(({ phase }) => phase);
}

const fallSilent = (executionId: string) =>
  database.pool.query(`update transition_executions set heartbeat_time = now() - interval '1 hour' where id = $1`, [
    executionId,
  ]);

test('work that is put back while its execution ends is not left in the queue', async () => {
  const { path, workflowExecutionId, executionId } = await held();
  let ending: Promise<unknown> | undefined;
  await database.db.transaction().execute(async (trx) => {
    expect(await putBackTransitionExecution(trx, executionId, 'somebody')).toBe(true);
    ending = app.inject('PATCH', path, { nextTransitionId: 'las:transition:commons-failed' });
    await untilWaiting(database.pool);
  });
  expect(await ending).toMatchObject({ status: 200, body: { status: 'failed' } });
  expect(await phasesOf(workflowExecutionId)).toEqual(['ended', 'ended']);
});

test('work whose lease lapses while its execution ends is not left in the queue', async () => {
  const { path, workflowExecutionId, executionId } = await held();
  await fallSilent(executionId);
  let ending: Promise<unknown> | undefined;
  await database.db.transaction().execute(async (trx) => {
    expect(await putBackLapsed(trx, 60)).toEqual([executionId]);
    ending = app.inject('PATCH', path, { nextTransitionId: 'las:transition:commons-failed' });
    await untilWaiting(database.pool);
  });
  expect(await ending).toMatchObject({ status: 200 });
  expect(await phasesOf(workflowExecutionId)).toEqual(['ended', 'ended']);
});

test('work that was put back by somebody else meanwhile is put back once', async () => {
  const { workflowExecutionId, executionId } = await held();
  const both = [1, 2].map(() => putBackTransitionExecution(database.db, executionId, 'somebody'));
  expect((await Promise.all(both)).toSorted()).toEqual([false, true]);
  expect(await phasesOf(workflowExecutionId)).toEqual(['ended', 'waiting']);
});

test('work of an execution that is being changed lapses at the next look', async () => {
  const { workflowExecutionId, executionId } = await held();
  await fallSilent(executionId);
  await database.db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('workflow_executions')
      .select('id')
      .where('id', '=', workflowExecutionId)
      .forUpdate()
      .execute();
    expect(await putBackLapsed(database.db, 60)).toEqual([]);
  });
  expect(await putBackLapsed(database.db, 60)).toEqual([executionId]);
});

test('a sign of life that comes while others lapse counts', async () => {
  const [silent, living] = [await held(), await held()];
  await fallSilent(silent.executionId);
  await fallSilent(living.executionId);
  let lapsing: Promise<string[]> | undefined;
  await database.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('transition_executions')
      .set({ heartbeat_time: new Date() })
      .where('id', '=', living.executionId)
      .execute();
    lapsing = putBackLapsed(database.db, 60);
    await untilWaiting(database.pool);
  });
  expect(await lapsing).toEqual([silent.executionId]);
});

test('of many who put work back while its execution is deleted none fails', async () => {
  for (let round = 0; round < 5; round++) {
    const { path, transitionId, executionId } = await held();
    const [deleted, put] = await Promise.all([
      app.inject('DELETE', path),
      app.finish(transitionId, executionId, { status: 'retry' }),
    ]);
    expect(deleted.status).toBe(200);
    expect([200, 404]).toContain(put.status);
  }
  await until('no locks to be left', async () => {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length === 0;
  });
});
