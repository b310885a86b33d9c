import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { type ModelApp, modelApp } from '../../testing/model-app.js';

let database: TestDatabase;
let app: ModelApp;

// No jobs run here: trainings stay queued.
beforeAll(async () => {
  database = await testDatabase();
  app = await modelApp(database);
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const unknownBatch = `las:batch:${'0'.repeat(32)}`;
const unknownTraining = `las:training:${'0'.repeat(32)}`;

async function queuedJobs(trainingId: string): Promise<number> {
  const { rows } = await database.pool.query('select from graphile_worker.jobs where key = $1', [
    `train:${trainingId}`,
  ]);
  return rows.length;
}

test('a training is queued with its job, its name and its batches', async () => {
  const modelId = await app.createModel();
  const { batchId } = (await app.inject('POST', '/batches', {})).body;
  const { body } = await app.inject('POST', `/models/${modelId}/trainings`, {
    name: 'first',
    batchIds: [batchId, batchId],
  });
  expect(body).toMatchObject({
    modelId,
    name: 'first',
    status: 'queued',
    progress: 0,
    activity: null,
    message: null,
    batchIds: [batchId],
    serving: false,
    report: null,
    startTime: null,
    endTime: null,
  });
  expect(await queuedJobs(body.trainingId)).toBe(1);
  expect((await app.inject('GET', `/models/${modelId}/trainings/${body.trainingId}`)).body).toEqual(body);
});

test('a batch that is unknown, or of another organization, is not found, and nothing is queued', async () => {
  const modelId = await app.createModel();
  const others = { 'x-test-organization': await database.addOrganization() };
  const foreign = (await app.inject('POST', '/batches', {}, others)).body.batchId;
  for (const batchId of [unknownBatch, foreign]) {
    const { status, body } = await app.inject('POST', `/models/${modelId}/trainings`, { batchIds: [batchId] });
    expect(status).toBe(404);
    expect(body.message).toBe(`${batchId} was not found`);
  }
  expect((await app.inject('GET', `/models/${modelId}/trainings`)).body.trainings).toEqual([]);
});

test('of two starts at once, one is refused with the name of the other', async () => {
  const modelId = await app.createModel();
  const start = () => app.inject('POST', `/models/${modelId}/trainings`, {});
  const answers = await Promise.all([start(), start(), start()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  const started = answers.find(({ status }) => status === 200)!.body.trainingId;
  for (const { status, body } of answers) if (status === 400) expect(body.message).toContain(started);
});

test('a retried start with an idempotency key does not start a second', async () => {
  const modelId = await app.createModel();
  const start = () => app.inject('POST', `/models/${modelId}/trainings`, {}, { 'idempotency-key': `start-${modelId}` });
  const first = await start();
  expect((await start()).body).toEqual(first.body);
});

test('a queued training is cancelled at once with its job, and another may start', async () => {
  const modelId = await app.createModel();
  const { trainingId } = (await app.inject('POST', `/models/${modelId}/trainings`, {})).body;
  const path = `/models/${modelId}/trainings/${trainingId}`;
  const cancelled = await app.inject('PATCH', path, { status: 'cancelled' });
  expect(cancelled.body).toMatchObject({ trainingId, status: 'cancelled', report: null });
  expect(cancelled.body.endTime).not.toBeNull();
  expect(await queuedJobs(trainingId)).toBe(0);
  expect((await app.inject('GET', `/models/${modelId}`)).body.status).toBe('inactive');
  expect((await app.inject('POST', `/models/${modelId}/trainings`, {})).status).toBe(200);
});

test('trainings are listed newest first, page by page, each model its own', async () => {
  const [modelId, other] = [await app.createModel(), await app.createModel()];
  await app.inject('POST', `/models/${other}/trainings`, {});
  const ids: string[] = [];
  for (let count = 0; count < 3; count++) {
    const { trainingId } = (await app.inject('POST', `/models/${modelId}/trainings`, {})).body;
    await app.inject('PATCH', `/models/${modelId}/trainings/${trainingId}`, { status: 'cancelled' });
    ids.unshift(trainingId);
  }
  const first = (await app.inject('GET', `/models/${modelId}/trainings?maxResults=2`)).body;
  const rest = (await app.inject('GET', `/models/${modelId}/trainings?nextToken=${first.nextToken}`)).body;
  expect(rest).toMatchObject({ modelId, nextToken: null });
  const listed = [...first.trainings, ...rest.trainings];
  expect(listed.map((training: { trainingId: string }) => training.trainingId)).toEqual(ids);
  const foreign = await app.inject('GET', `/models/${other}/trainings?nextToken=${first.nextToken}`);
  expect(foreign.status).toBe(400);
});

test('a training is found only under its own model and organization', async () => {
  const [modelId, other] = [await app.createModel(), await app.createModel()];
  const { trainingId } = (await app.inject('POST', `/models/${modelId}/trainings`, {})).body;
  const others = { 'x-test-organization': await database.addOrganization() };
  const cases: [string, object, string][] = [
    [`/models/${other}/trainings/${trainingId}`, {}, trainingId],
    [`/models/${modelId}/trainings/${unknownTraining}`, {}, unknownTraining],
    [`/models/${modelId}/trainings/${trainingId}`, others, modelId],
  ];
  for (const [path, headers, missing] of cases) {
    const answers = await Promise.all([
      app.inject('GET', path, undefined, { ...headers }),
      app.inject('PATCH', path, { status: 'cancelled' }, { ...headers }),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(404);
      expect(body.message).toBe(`${missing} was not found`);
    }
  }
  expect(await queuedJobs(trainingId)).toBe(1);
});
