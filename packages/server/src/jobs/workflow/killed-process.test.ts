import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { BuiltIn, BuiltInTask } from '../../domain/built-in/built-in.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';

let database: TestDatabase;
let app: WorkflowApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database, { timeScale: 0.01 });
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const program = fileURLToPath(new URL('../../../dist/jobs/testing/workflow-worker-program.js', import.meta.url));
const resource = 'las:transition:commons-predict';

/** A process that has begun the work of so many tasks. */
async function processAtWork(tasks: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the process ended by itself')));
  let said = '';
  while (said.split('\n').length <= tasks) said += (await Promise.race([once(child.stdout, 'data'), ended]))[0];
  ended.catch(() => {});
  return child;
}

/** A wait, a task and people's work, in two branches. */
function definition(manual: string) {
  const branch = (name: string) => ({
    StartAt: `${name} waits`,
    States: {
      [`${name} waits`]: { Type: 'Wait', Seconds: 1, Next: `${name} works` },
      [`${name} works`]: { Type: 'Task', Resource: resource, Next: `${name} asks` },
      [`${name} asks`]: { Type: 'Task', Resource: manual, End: true },
    },
  });
  return { StartAt: 'Both', States: { Both: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } } };
}

test('executions of a process that is killed in the middle go on in another, to the end that they would have had', async () => {
  const manual = await app.createManual();
  const workflowId = await app.createWorkflow(definition(manual));
  const executions: string[] = [];
  for (let n = 0; n < 5; n++) executions.push(await app.execute(workflowId, { n }));
  const child = await processAtWork(10);
  child.kill('SIGKILL');
  await once(child, 'exit');
  let runs = 0;
  const builtIn = {
    id: resource,
    run: async ({ input }: BuiltInTask) => {
      runs++;
      return { output: input as object };
    },
  } as Partial<BuiltIn> as BuiltIn;
  const jobs = await app.startJobs({ builtIns: new Map([[resource, builtIn]]) });
  onTestFinished(() => jobs.stop());
  for (let done = 0; done < 10; done++) {
    const { body } = await app.inject('POST', `/transitions/${manual}/executions?waitSeconds=30`, {});
    await app.finish(manual, body.executionId, { status: 'succeeded', output: { answer: body.input.n } });
  }
  for (const [n, execution] of executions.entries()) {
    const { output, events } = await app.untilStatus(workflowId, execution, 'succeeded');
    expect(output).toEqual({ value: [{ answer: n }, { answer: n }] });
    expect(events.filter(({ type }: { type: string }) => type === 'taskSucceeded')).toHaveLength(4);
  }
  expect(runs).toBe(10);
});
