import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/database.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';

let databases: TestDatabase[];
let apps: [WorkflowApp, WorkflowApp];
let jobs: { stop(): Promise<void> }[];

/* Two services in all but the process: each with its own pool, memory and workers. */
beforeAll(async () => {
  const first = await testDatabase();
  const pool = openDatabase({ url: first.url, maxConnections: 10, onError: () => {} });
  const second = { ...first, ...pool, close: () => pool.close() };
  databases = [second, first];
  const app = await workflowApp(first);
  apps = [app, await workflowApp(second)];
  jobs = [await apps[0].startJobs(), await apps[1].startJobs()];
});

afterAll(async () => {
  for (const one of jobs) await one.stop();
  for (const app of apps) await app.close();
  for (const database of databases) await database.close();
});

/** The second app's caller, as of the first one's organization. */
const asFirst = () => ({ 'x-test-organization': apps[0].organizationId });

function parallel(resource: string, branches: number) {
  const branch = (name: string) => ({
    StartAt: name,
    States: { [name]: { Type: 'Task', Resource: resource, End: true } },
  });
  const all = Array.from({ length: branches }, (_, n) => branch(`Check ${n}`));
  return { StartAt: 'All', States: { All: { Type: 'Parallel', Branches: all, End: true } } };
}

async function leaseAll(transitionId: string, count: number): Promise<string[]> {
  const path = `/transitions/${transitionId}/executions`;
  const leases = Array.from({ length: count }, (_, n) => apps[n % 2]?.inject('POST', path, {}, asFirst()));
  return (await Promise.all(leases)).map((answer) => answer?.body.executionId);
}

test('twenty branches that people end through two services at once end once each, and the execution with them', async () => {
  const [first, second] = apps;
  const transitionId = await first.createManual();
  const workflowId = await first.createWorkflow(parallel(transitionId, 20));
  const execution = await first.execute(workflowId);
  const ids = await leaseAll(transitionId, 20);
  expect(new Set(ids).size).toBe(20);
  const twice = ids.flatMap((id) =>
    [first, second].map((app, n) =>
      app.inject(
        'PATCH',
        `/transitions/${transitionId}/executions/${id}`,
        { status: 'succeeded', output: { id, n } },
        asFirst(),
      ),
    ),
  );
  const statuses = (await Promise.all(twice)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([...Array(20).fill(200), ...Array(20).fill(400)]);
  const { output, events } = await first.untilStatus(workflowId, execution, 'succeeded');
  expect(output.value.map(({ id }: { id: string }) => id).toSorted()).toEqual(ids.toSorted());
  const numbers = events.map(({ number }: { number: number }) => number);
  expect(numbers).toEqual(numbers.map((_: number, index: number) => index + 1));
  expect(events.filter(({ type }: { type: string }) => type === 'taskSucceeded')).toHaveLength(20);
});

test('who waits for work at one service gets what the other one begins', async () => {
  const [first, second] = apps;
  const transitionId = await first.createManual();
  const workflowId = await first.createWorkflow(parallel(transitionId, 6));
  const path = `/transitions/${transitionId}/executions?waitSeconds=30`;
  const waiting = Array.from({ length: 6 }, () => second.inject('POST', path, {}, asFirst()));
  await first.execute(workflowId);
  const answers = await Promise.all(waiting);
  expect(new Set(answers.map(({ body }) => body.executionId)).size).toBe(6);
});

test('a timer that two services see goes off once', async () => {
  const [first] = apps;
  const workflowId = await first.createWorkflow({
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Seconds: 1, End: true } },
  });
  const executions = await Promise.all(Array.from({ length: 30 }, () => first.execute(workflowId)));
  for (const execution of executions) {
    const { events } = await first.untilStatus(workflowId, execution, 'succeeded');
    expect(events.filter(({ type }: { type: string }) => type === 'stateExited')).toHaveLength(1);
  }
  const { rows } = await databases[0]!.pool.query('select count(*)::int as left from workflow_timers');
  expect(rows).toEqual([{ left: 0 }]);
});

test('an execution that one service knows by heart goes on right after the other one has changed it', async () => {
  const [first, second] = apps;
  const transitionId = await first.createManual();
  const task = { Type: 'Task', Resource: transitionId };
  const workflowId = await first.createWorkflow({
    StartAt: 'A',
    States: { A: { ...task, Next: 'B' }, B: { ...task, Next: 'C' }, C: { ...task, End: true } },
  });
  const execution = await first.execute(workflowId);
  for (const app of [first, second, first]) {
    const [id] = await leaseAll(transitionId, 1);
    const path = `/transitions/${transitionId}/executions/${id}`;
    expect((await app.inject('PATCH', path, { status: 'succeeded', output: {} }, asFirst())).status).toBe(200);
  }
  await first.untilStatus(workflowId, execution, 'succeeded');
});
