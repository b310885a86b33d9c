import { afterAll, beforeAll, expect, test } from 'vitest';
import { completedKeyOf } from '../../jobs/run-completed-container.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
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

const completedConfig = { imageUrl: 'image' };
const succeed = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
const fail = { StartAt: 'A', States: { A: { Type: 'Fail', Error: 'E', Cause: 'C\n'.repeat(5000) } } };

async function jobsFor(executionId: string): Promise<number> {
  const { rows } = await database.pool.query('select count(*)::int as jobs from graphile_worker.jobs where key = $1', [
    completedKeyOf(executionId),
  ]);
  return rows[0].jobs;
}

async function mailsAbout(executionId: string): Promise<{ subject: string; body: string }[]> {
  const { rows } = await database.pool.query('select subject, body from mails where body like $1', [
    `%${executionId}%`,
  ]);
  return rows;
}

test.each([
  ['succeeded', succeed],
  ['failed', fail],
])('an execution that ends within its first step as %s has the container of completedConfig run', async (_, states) => {
  const workflowId = await app.createWorkflow(states, { completedConfig });
  expect(await jobsFor(await app.execute(workflowId))).toBe(1);
});

test('of many who end the last task at once, one has it run', async () => {
  const { workflowId, transitionId } = await app.createQueue({ completedConfig });
  const execution = await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  expect(await jobsFor(execution)).toBe(0);
  const ends = Array.from({ length: 5 }, () => app.finish(transitionId, executionId, { status: 'succeeded' }));
  expect((await Promise.all(ends)).filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await jobsFor(execution)).toBe(1);
});

test('a failure is mailed once, with its cause cut and the name on one line', async () => {
  const errorConfig = { email: 'ada@example.com' };
  const workflowId = await app.createWorkflow(fail, { errorConfig, name: 'Two\nlines' });
  const [mail, ...others] = await mailsAbout(await app.execute(workflowId));
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('Workflow execution failed: Two lines');
  expect(mail?.body).toContain('Error: E');
  expect(mail?.body.length).toBeLessThan(5000);
});

test('success is not mailed', async () => {
  const workflowId = await app.createWorkflow(succeed, { errorConfig: { email: 'ada@example.com' } });
  expect(await mailsAbout(await app.execute(workflowId))).toEqual([]);
});

test('where the mail or the job cannot be kept, the execution does not end', async () => {
  const { workflowId, transitionId } = await app.createQueue({ completedConfig });
  const execution = await app.execute(workflowId);
  const { executionId } = await app.lease(transitionId);
  await database.pool.query('alter schema graphile_worker rename to elsewhere');
  const refused = await app.finish(transitionId, executionId, { status: 'succeeded' });
  await database.pool.query('alter schema elsewhere rename to graphile_worker');
  expect(refused.status).toBe(500);
  const path = `/workflows/${workflowId}/executions/${execution}`;
  expect((await app.inject('GET', path)).body.status).toBe('running');
  expect((await app.finish(transitionId, executionId, { status: 'succeeded' })).status).toBe(200);
  expect(await jobsFor(execution)).toBe(1);
});
