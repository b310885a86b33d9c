import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { unlockJobsOfDeadWorkers } from '../db/jobs.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type ModelApp, modelApp, until } from '../testing/model-app.js';

let database: TestDatabase;
let app: ModelApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await modelApp(database);
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const program = fileURLToPath(new URL('../../dist/jobs/testing/worker-program.js', import.meta.url));

/** A process that has taken a training and works on it. */
async function processAtWork(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, database.url, app.blobFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the process ended by itself')));
  await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => {});
  return child;
}

/** As if the worker had its job for long. */
async function ageLocks(): Promise<void> {
  await database.pool.query(`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'
    where locked_at is not null`);
}

const unlockDead = () => database.db.transaction().execute(unlockJobsOfDeadWorkers);

async function startTraining(): Promise<string> {
  const { batchId } = (await app.inject('POST', '/batches', {})).body;
  for (let n = 0; n < 6; n++) await app.uploadInvoice(n, { batchId });
  const modelId = await app.createModel();
  const { trainingId } = (await app.inject('POST', `/models/${modelId}/trainings`, { batchIds: [batchId] })).body;
  return `/models/${modelId}/trainings/${trainingId}`;
}

test('the training of a process that is killed is taken over by another', async () => {
  const path = await startTraining();
  const child = await processAtWork();
  expect((await app.inject('GET', path)).body.status).toBe('running');
  await ageLocks();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const jobs = await app.startJobs();
  onTestFinished(() => jobs.stop());
  const asked = Date.now();
  await until('the training to succeed', async () => (await app.inject('GET', path)).body.status === 'succeeded');
  expect(Date.now() - asked).toBeLessThan(20_000);
});

test('the jobs of a process that lives are left to it, however long it has them', async () => {
  await startTraining();
  const child = await processAtWork();
  await ageLocks();
  expect(await unlockDead()).toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const freed = await until('the lock to go', async () => {
    const dead = await unlockDead();
    return dead.length > 0 && dead;
  });
  expect(freed).toEqual([expect.stringMatching(/^pool-/)]);
  expect(await unlockDead()).toEqual([]);
});
