import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { fieldConfig, type ModelApp, modelApp } from '../../testing/model-app.js';

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

const unknown = `las:model:${'0'.repeat(32)}`;

/** As if a training had succeeded. */
async function giveVersion(modelId: string): Promise<void> {
  await database.pool.query('update models set serving_training_id = $2 where id = $1', [
    modelId,
    `las:training:${randomBytes(16).toString('hex')}`,
  ]);
}

const patch = (modelId: string, body: object) => app.inject('PATCH', `/models/${modelId}`, body);

test('a new model is inactive, reads one upright page at low quality, and is listed', async () => {
  const { body } = await app.inject('POST', '/models', { width: 97, height: 1921, fieldConfig, name: 'receipts' });
  expect(body).toMatchObject({
    name: 'receipts',
    description: null,
    width: 97,
    height: 1921,
    fieldConfig,
    status: 'inactive',
    preprocessConfig: { autoRotate: false, imageQuality: 'LOW', maxPages: 1 },
  });
  expect((await app.inject('GET', `/models/${body.modelId}`)).body).toEqual(body);
  expect((await app.inject('GET', '/models')).body.models).toContainEqual(body);
});

test('fields keep the order that they were given in', async () => {
  const type = { type: 'all', maxLength: 5 };
  const given = { zebra: type, a: type, much_longer: type, b: type };
  const modelId = await app.createModel({ fieldConfig: given });
  expect(Object.keys((await app.inject('GET', `/models/${modelId}`)).body.fieldConfig)).toEqual(Object.keys(given));
});

test('a change leaves what it does not name', async () => {
  const modelId = await app.createModel({ name: 'a', description: 'b' });
  const preprocessConfig = { autoRotate: true, imageQuality: 'HIGH', maxPages: 7 };
  const { body } = await patch(modelId, { name: null, preprocessConfig, width: 100 });
  expect(body).toMatchObject({ name: null, description: 'b', preprocessConfig, width: 100, height: 500, fieldConfig });
  expect(new Date(body.updatedTime).getTime()).toBeGreaterThan(new Date(body.createdTime).getTime());
  const total = { total: { type: 'number', maxLength: 3, description: 'in pence' } };
  expect((await patch(modelId, { fieldConfig: total })).body.fieldConfig).toEqual(total);
});

test('what is not in the contract is refused with the field named', async () => {
  const body = { width: 500, height: 500, fieldConfig };
  const refused: [object, RegExp][] = [
    [{ ...body, fieldConfig: { total: { type: 'money', maxLength: 5 } } }, /body\.fieldConfig\.total\.type.*one of/],
    [{ ...body, fieldConfig: { total: { type: 'all', maxLength: 1025 } } }, /body\.fieldConfig\.total\.maxLength/],
    [{ ...body, fieldConfig: { 'to tal': { type: 'all', maxLength: 5 } } }, /to tal/],
    [{ ...body, width: 96 }, /body\.width/],
    [{ width: 500, height: 500 }, /body\.fieldConfig is required/],
  ];
  for (const [bad, message] of refused) {
    const answer = await app.inject('POST', '/models', bad);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(message);
  }
});

test('a model becomes active only once it has a version, and can then be switched off and on', async () => {
  const modelId = await app.createModel();
  const early = await patch(modelId, { status: 'active', name: 'x' });
  expect(early.status).toBe(400);
  expect(early.body.message).toMatch(/cannot be active before a training/);
  expect((await app.inject('GET', `/models/${modelId}`)).body.name).toBeNull();
  await giveVersion(modelId);
  expect((await app.inject('GET', `/models/${modelId}`)).body.status).toBe('active');
  expect((await patch(modelId, { status: 'inactive' })).body.status).toBe('inactive');
  expect((await patch(modelId, { status: 'active' })).body.status).toBe('active');
});

test('the status training starts one, together with the other changes, and a second is refused', async () => {
  const modelId = await app.createModel({ fieldConfig: {} });
  const none = await patch(modelId, { status: 'training' });
  expect(none.status).toBe(400);
  expect(none.body.message).toMatch(/has no fields to learn/);
  const started = await patch(modelId, { status: 'training', fieldConfig, name: 'now with fields' });
  expect(started.body).toMatchObject({ status: 'training', name: 'now with fields', fieldConfig });
  const [training] = (await app.inject('GET', `/models/${modelId}/trainings`)).body.trainings;
  const second = await patch(modelId, { status: 'training' });
  expect(second.status).toBe(400);
  expect(second.body.message).toBe(`${training.trainingId} of this model is queued: wait for its end or cancel it`);
});

test('a model goes with its trainings, a waiting one included', async () => {
  const modelId = await app.createModel({ name: 'to go' });
  await patch(modelId, { status: 'training' });
  const [{ trainingId }] = (await app.inject('GET', `/models/${modelId}/trainings`)).body.trainings;
  expect((await app.inject('DELETE', `/models/${modelId}`)).body).toMatchObject({ modelId, name: 'to go' });
  expect((await app.inject('GET', `/models/${modelId}`)).status).toBe(404);
  expect((await app.inject('GET', `/models/${modelId}/trainings/${trainingId}`)).status).toBe(404);
  const { rows } = await database.pool.query('select key from graphile_worker.jobs where key like $1', [
    `%${trainingId}`,
  ]);
  expect(rows).toEqual([]);
});

test('unknown models and those of others are not found', async () => {
  const others = { 'x-test-organization': await database.addOrganization() };
  const modelId = await app.createModel();
  for (const [id, headers] of [
    [unknown, {}],
    ['las:model:by_name', {}],
    [modelId, others],
  ] as const) {
    const calls = [
      app.inject('GET', `/models/${id}`, undefined, headers),
      app.inject('PATCH', `/models/${id}`, { status: 'training' }, headers),
      app.inject('DELETE', `/models/${id}`, undefined, headers),
      app.inject('GET', `/models/${id}/trainings`, undefined, headers),
      app.inject('POST', `/models/${id}/trainings`, {}, headers),
    ];
    for (const { status, body } of await Promise.all(calls)) {
      expect(status).toBe(404);
      expect(body.message).toBe(`${id} was not found`);
    }
  }
  expect((await app.inject('GET', '/models', undefined, others)).body.models).toEqual([]);
});
