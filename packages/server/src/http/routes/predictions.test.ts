import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../domain/ids.js';
import { storePrediction } from '../../domain/predictions.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { invoice, invoicePdf } from '../../testing/invoice-pdf.js';
import { fieldConfig, type ModelApp, modelApp } from '../../testing/model-app.js';
import { untilWaiting } from '../../testing/waiting.js';

let database: TestDatabase;
let app: ModelApp;
let jobs: { stop(): Promise<void> };
let modelId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await modelApp(database);
  jobs = await app.startJobs();
  for (let n = 0; n < 8; n++) await app.uploadInvoice(n);
  modelId = await app.createModel();
  await app.train(modelId);
});

afterAll(async () => {
  await jobs.stop();
  await app.close();
  await database.close();
});

const newDocument = async (n: number, pages = 1) => app.upload(await invoicePdf(invoice(n), { layout: n, pages }));
const predict = (body: object) => app.inject('POST', '/predictions', body);

test('a prediction answers every field in the order of the model, and is kept', async () => {
  const documentId = await newDocument(300);
  const before = Math.floor(Date.now() / 1000);
  const { status, body } = await predict({ documentId, modelId });
  expect(status).toBe(200);
  expect(body).toMatchObject({ documentId, modelId });
  expect(body.predictions.map(({ label }: { label: string }) => label)).toEqual(['total', 'date']);
  expect(body.timestamp).toBeGreaterThanOrEqual(before - 1);
  expect(body.inferenceTime).toBeGreaterThan(0);
  expect(body.inferenceTime).toBeLessThan(60);

  const { fields, ...same } = (await app.inject('GET', `/predictions/${body.predictionId}`)).body;
  expect(same).toEqual(body);
  expect(fields.map(({ label, value, confidence }: Record<string, unknown>) => ({ label, value, confidence }))).toEqual(
    body.predictions,
  );
  expect((await app.inject('GET', '/predictions?maxResults=1')).body.predictions).toEqual([body]);
});

test('many predictions of one document at once read it once', async () => {
  const documentId = await newDocument(301);
  const reads = app.reads();
  const answers = await Promise.all(Array.from({ length: 40 }, () => predict({ documentId, modelId })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body.predictionId)).size).toBe(40);
  expect(app.reads()).toBe(reads + 1);
  await predict({ documentId, modelId });
  expect(app.reads()).toBe(reads + 1);
});

test('fields taken from the model are no longer answered; new ones wait for the next training', async () => {
  const own = await app.createModel();
  await app.train(own);
  const changed = { colour: { type: 'all', maxLength: 9 }, date: fieldConfig.date };
  await app.inject('PATCH', `/models/${own}`, { fieldConfig: changed });
  const { body } = await predict({ documentId: await newDocument(302), modelId: own });
  expect(body.predictions.map(({ label }: { label: string }) => label)).toEqual(['date']);
});

test('options of the call go before those of the model', async () => {
  const documentId = await newDocument(303, 3);
  await predict({ documentId, modelId });
  await predict({ documentId, modelId, maxPages: 2, imageQuality: 'HIGH', autoRotate: true });
  const { rows } = await database.pool.query(
    `select variant, max_pages, jsonb_array_length(reading -> 'pages') as pages from readings
     join documents using (blob_hash) where documents.id = $1 order by max_pages`,
    [documentId],
  );
  expect(rows).toMatchObject([
    { variant: expect.stringMatching(/LOW$/), max_pages: 1, pages: 1 },
    { variant: expect.stringMatching(/HIGH\/rotated$/), max_pages: 2, pages: 2 },
  ]);
});

test('an untrained or switched-off model is refused with the reason', async () => {
  const documentId = await newDocument(304);
  const untrained = await predict({ documentId, modelId: await app.createModel() });
  expect(untrained.status).toBe(400);
  expect(untrained.body.message).toMatch(/cannot predict yet: it was never trained/);
  await app.inject('PATCH', `/models/${modelId}`, { status: 'inactive' });
  const off = await predict({ documentId, modelId });
  await app.inject('PATCH', `/models/${modelId}`, { status: 'active' });
  expect(off.status).toBe(400);
  expect(off.body.message).toMatch(/is inactive/);
});

test('a document that cannot be read is refused with the reason, opened only once', async () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(300)]);
  const documentId = await app.upload(bytes);
  const reads = app.reads();
  for (let time = 0; time < 3; time++) {
    const { status, body } = await predict({ documentId, modelId });
    expect(status).toBe(400);
    expect(body.message).toMatch(new RegExp(`^${documentId}: .*\\.$`));
  }
  expect(app.reads()).toBe(reads + 1);
});

test('a version that this service cannot load asks for another training', async () => {
  const own = await app.createModel();
  await app.train(own);
  await database.pool.query(`update trainings set model = '\\x00' where model_id = $1`, [own]);
  const { status, body } = await predict({ documentId: await newDocument(305), modelId: own });
  expect(status).toBe(400);
  expect(body.message).toMatch(/train it again/);
});

test('unknown ids and those of others are not found', async () => {
  const documentId = await newDocument(306);
  const others = { 'x-test-organization': await database.addOrganization() };
  const unknown = { document: `las:document:${'0'.repeat(32)}`, model: `las:model:${'0'.repeat(32)}` };
  const foreign = await app.inject('POST', '/predictions', { documentId, modelId }, others);
  expect([foreign.status, foreign.body.message]).toEqual([404, `${documentId} was not found`]);
  expect((await predict({ documentId: unknown.document, modelId })).body.message).toContain(unknown.document);
  expect((await predict({ documentId, modelId: unknown.model })).body.message).toContain(unknown.model);
  const { predictionId } = (await predict({ documentId, modelId })).body;
  expect((await app.inject('GET', `/predictions/${predictionId}`, undefined, others)).status).toBe(404);
  expect((await app.inject('GET', '/predictions', undefined, others)).body.predictions).toEqual([]);
});

test('a prediction is gone with its document', async () => {
  const { batchId } = (await app.inject('POST', '/batches', {})).body;
  const documentId = await app.upload(await invoicePdf(invoice(307)), { batchId });
  const { predictionId } = (await predict({ documentId, modelId })).body;
  await app.inject('DELETE', `/documents?batchId=${batchId}`);
  expect((await app.inject('GET', `/predictions/${predictionId}`)).status).toBe(404);
  const { rows } = await database.pool.query(
    `select from readings where reading::text like '%${invoice(307).number}%'`,
  );
  expect(rows).toEqual([]);
});

test('what is deleted between reading and storing is not found, and nothing is stored', async () => {
  const { batchId } = (await app.inject('POST', '/batches', {})).body;
  const documentId = await app.upload(await invoicePdf(invoice(308)), { batchId });
  const own = await app.createModel();
  const computed = { trainingId: newId('training'), inferenceTime: 0.1, fields: [] };
  const store = (prediction: { documentId: string; modelId: string }) =>
    database.db
      .transaction()
      .execute((trx) => storePrediction(trx, app.organizationId, { ...computed, ...prediction }));
  await app.inject('DELETE', `/models/${own}`);
  await expect(store({ documentId, modelId: own })).rejects.toThrow(`${own} was not found`);
  await app.inject('DELETE', `/documents?batchId=${batchId}`);
  await expect(store({ documentId, modelId })).rejects.toThrow(`${documentId} was not found`);
  const { rows } = await database.pool.query('select from predictions where document_id = $1', [documentId]);
  expect(rows).toEqual([]);
});

test('deleting a document waits for a prediction of it that is being stored, and takes it along', async () => {
  const documentId = await newDocument(309);
  const computed = { trainingId: newId('training'), inferenceTime: 0.1, fields: [] };
  const deleteDocument = () => database.pool.query('delete from documents where id = $1', [documentId]);
  let deletion: Promise<unknown> | undefined;
  await database.db.transaction().execute(async (trx) => {
    await storePrediction(trx, app.organizationId, { ...computed, documentId, modelId });
    deletion = deleteDocument();
    await untilWaiting(database.pool);
  });
  await deletion;
  expect((await database.pool.query('select from predictions where document_id = $1', [documentId])).rows).toEqual([]);
});
