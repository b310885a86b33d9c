import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ContainerOutcome, ContainerRunner, Following } from '../../containers/container-runner.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { until } from '../../testing/model-app.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';

let database: TestDatabase;
let app: WorkflowApp;
let workflowId: string;
let transitionId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database);
  const parameters = { imageUrl: 'image' };
  transitionId = (await app.inject('POST', '/transitions', { transitionType: 'docker', parameters })).body.transitionId;
  const task = { Type: 'Task', Resource: transitionId, End: true };
  workflowId = await app.createWorkflow({ StartAt: 'Run', States: { Run: task } });
});

afterAll(async () => {
  await app.close();
  await database.close();
});

interface Run {
  id: string;
  signal: AbortSignal;
  end(outcome: ContainerOutcome): void;
}

/** An engine whose containers end as the test says: what there is to see is what the worker makes of it. */
async function start(onRun: (run: Run, count: number) => void = () => {}) {
  const runs: Run[] = [];
  const containers: ContainerRunner = {
    run: ({ id }, { signal }: Following) =>
      new Promise((resolve, reject) => {
        const run = { id, signal, end: resolve };
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
        runs.push(run);
        try {
          onRun(run, runs.length);
        } catch (error) {
          reject(error);
        }
      }),
    check: async () => 'ok',
    leftContainers: async () => [],
    async close() {
      for (const { end } of runs) end({ kind: 'detached' });
    },
  };
  const jobs = await app.startJobs({ containers });
  onTestFinished(() => jobs.stop());
  return runs;
}

async function begun(runs: Run[]): Promise<Run> {
  return until('the container to run', async () => runs[0]);
}

const change = (set: string, { id }: Run) =>
  database.pool.query(`update transition_executions set ${set} where id = $1`, [id]);

test('a container that ends without a word fails its task', async () => {
  const runs = await start();
  const execution = await app.execute(workflowId);
  (await begun(runs)).end({ kind: 'exited', exitCode: 2, lastLines: ['last'] });
  const { events } = await app.untilStatus(workflowId, execution, 'failed');
  expect(events.at(-1)).toMatchObject({ error: 'las.ContainerExited', cause: expect.stringContaining('last') });
});

test('the container of a task that another process has given up is killed at once', async () => {
  const runs = await start();
  await app.execute(workflowId);
  const run = await begun(runs);
  await change(`phase = 'ended', status = 'failed', error = 'States.Timeout'`, run);
  await until('the container to be killed', async () => run.signal.aborted);
});

test('the container of a deleted execution is killed', async () => {
  const runs = await start();
  const execution = await app.execute(workflowId);
  const run = await begun(runs);
  await app.inject('DELETE', `/workflows/${workflowId}/executions/${execution}`);
  await until('the container to be killed', async () => run.signal.aborted);
});

test('the container of a task that another worker has taken over goes on', async () => {
  const runs = await start();
  await app.execute(workflowId);
  const [taken] = [await begun(runs)];
  await change(`holder = 'las:worker:other', heartbeat_time = now() + interval '1 hour'`, taken);
  await app.execute(workflowId);
  const other = await until('another container to run', async () => runs[1]);
  // One look kills the other, so it has seen both.
  await change(`phase = 'ended', status = 'failed'`, other);
  await until('the other container to be killed', async () => other.signal.aborted);
  expect(taken.signal.aborted).toBe(false);
});

test('a task whose container could not be followed, since the database or the service failed, is begun again', async () => {
  const runs = await start((run, count) => {
    if (count === 1) throw new Error('unexpected');
    run.end({ kind: 'exited', exitCode: 0, lastLines: [] });
  });
  const execution = await app.execute(workflowId);
  await begun(runs);
  await app.untilStatus(workflowId, execution, 'failed');
  expect(runs).toHaveLength(2);
});
