import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type ModelApp, modelApp } from '../testing/model-app.js';
import { startRecovery } from './recover-jobs.js';

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

async function queuedTraining() {
  const modelId = await app.createModel();
  const { trainingId } = (await app.inject('POST', `/models/${modelId}/trainings`, {})).body;
  return { key: `train:${trainingId}`, path: `/models/${modelId}/trainings/${trainingId}` };
}

const log = pino({ level: 'silent' });
const recover = async (isSettled = true) =>
  (await startRecovery({ db: database.db, log, liveness: { isSettled: () => isSettled } })).stop();

async function jobsOf(key: string): Promise<{ attempts: number }[]> {
  const { rows } = await database.pool.query('select attempts from graphile_worker.jobs where key = $1', [key]);
  return rows;
}

test('a training whose job is gone gets another; one with its job is left alone', async () => {
  const [lost, sound] = [await queuedTraining(), await queuedTraining()];
  await database.pool.query('select graphile_worker.remove_job($1)', [lost.key]);
  await database.pool.query('update graphile_worker._private_jobs set attempts = 2 where key = $1', [sound.key]);
  await recover();
  expect(await jobsOf(lost.key)).toEqual([{ attempts: 0 }]);
  expect(await jobsOf(sound.key)).toEqual([{ attempts: 2 }]);
});

test('a training whose job was given up fails, and the model may be trained again', async () => {
  const { key, path } = await queuedTraining();
  await database.pool.query('update graphile_worker._private_jobs set attempts = max_attempts where key = $1', [key]);
  await recover();
  const { body } = await app.inject('GET', path);
  expect(body).toMatchObject({ status: 'failed', message: expect.stringMatching(/interrupted too often/) });
  expect(await jobsOf(key)).toEqual([]);
  expect((await app.inject('POST', path.replace(/\/[^/]+$/, ''), {})).status).toBe(200);
});

test('two that recover at the same time do not add two jobs', async () => {
  const { key } = await queuedTraining();
  await database.pool.query('select graphile_worker.remove_job($1)', [key]);
  await Promise.all([recover(), recover(), recover()]);
  expect(await jobsOf(key)).toHaveLength(1);
});

test('the jobs of those who may be reconnecting to the database are left to them', async () => {
  const { key } = await queuedTraining();
  const lock = `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour', locked_by = 'gone' where key = $1`;
  await database.pool.query(lock, [key]);
  const lockedBy = async () =>
    (await database.pool.query('select locked_by from graphile_worker.jobs where key = $1', [key])).rows[0].locked_by;
  await recover(false);
  expect(await lockedBy()).toBe('gone');
  await recover(true);
  expect(await lockedBy()).toBeNull();
});
