import type { AutoTrain, Quota, Training } from '@las/contract';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDueTrainings } from '../domain/auto-train.js';
import { createQuotas } from '../domain/quotas.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { invoice, invoicePdf, truthOf } from '../testing/invoice-pdf.js';
import { type ModelApp, modelApp, until } from '../testing/model-app.js';
import { trainingQueue } from './train-model.js';

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

/** An organization of its own, since every training looks at all documents of one. */
async function organization() {
  const organizationId = await database.addOrganization();
  const headers = { 'x-test-organization': organizationId };
  const inject = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
    app.inject(method, path, body, headers);

  async function upload(n: number, groundTruth?: object[], layout = n): Promise<string> {
    const content = (await invoicePdf(invoice(n), { layout })).toString('base64');
    const { body } = await inject('POST', '/documents', {
      content,
      contentType: 'application/pdf',
      ...(groundTruth ? { groundTruth } : {}),
    });
    return body.documentId;
  }

  async function uploadMany(from: number, count: number, truth: (n: number) => object[] = (n) => truthOf(invoice(n))) {
    const ids: string[] = [];
    for (let n = from; n < from + count; n++) ids.push(await upload(n, truth(n)));
    return ids;
  }

  async function createModel(fieldConfig: object = usualFields): Promise<string> {
    return (await inject('POST', '/models', { width: 500, height: 500, fieldConfig })).body.modelId;
  }

  async function ended(modelId: string, trainingId: string): Promise<Training> {
    return until('the training to end', async () => {
      const { body } = await inject('GET', `/models/${modelId}/trainings/${trainingId}`);
      return !['queued', 'running'].includes(body.status) && body;
    });
  }

  return {
    organizationId,
    inject,
    upload,
    uploadMany,
    createModel,
    ended,
    correct: (documentId: string, groundTruth: object[]) =>
      inject('PATCH', `/documents/${documentId}`, { groundTruth }),
    async train(modelId: string): Promise<Training> {
      const { trainingId } = (await inject('POST', `/models/${modelId}/trainings`, {})).body;
      return ended(modelId, trainingId);
    },
    async predict(modelId: string, documentId: string): Promise<Record<string, string>> {
      const { body } = await inject('POST', '/predictions', { documentId, modelId });
      return Object.fromEntries(body.predictions.map(({ label, value }: Record<string, string>) => [label, value]));
    },
    async autoTrain(modelId: string, changes?: object): Promise<AutoTrain> {
      const path = `/models/${modelId}/trainings/autoTrain`;
      const { status, body } = changes ? await inject('PATCH', path, changes) : await inject('GET', path);
      expect(body.message ?? null).toBe(status === 200 ? body.message : null);
      return body;
    },
  };
}

const usualFields = { total: { type: 'amount', maxLength: 20 }, date: { type: 'date', maxLength: 10 } };

/** Trains what is asked for. What is due is started by the tests: the job that looks every minute has no quota to. */
async function runJobs(): Promise<void> {
  const jobs = await app.startJobs({ quotas: createQuotas({ training: { perMonth: 0, inAll: null } }) });
  onTestFinished(() => jobs.stop());
}

/** What the job does every minute. */
const lookForDue = (training: Quota = { perMonth: null, inAll: null }) =>
  startDueTrainings({ db: database.db, queue: trainingQueue, quotas: createQuotas({ training }) });

/** Moves everything that a model has been through into the past. */
const passHours = (modelId: string, hours: number) =>
  database.pool.query(
    `update trainings set created_time = created_time - make_interval(hours => $2) where model_id = $1`,
    [modelId, hours],
  );

test('corrections after predictions count at the next training, which reads nothing again and is better', async () => {
  await runJobs();
  const { uploadMany, upload, createModel, train, predict, correct } = await organization();
  const net = (n: number) => [{ label: 'total', value: (Number(invoice(n).total) * 0.8).toFixed(2) }];
  await uploadMany(0, 8, net);
  const modelId = await createModel({ total: usualFields.total });
  const first = await train(modelId);
  expect(first.report).toMatchObject({ documents: { used: 8 }, comparison: null, labelProblems: [] });

  // What these people want is the total, not the net amount: each prediction is corrected, in no batch at all.
  const predicted: { n: number; documentId: string; value: string | undefined }[] = [];
  for (let n = 40; n < 64; n++) {
    const documentId = await upload(n);
    predicted.push({ n, documentId, value: (await predict(modelId, documentId)).total });
  }
  const isRight = (n: number, value: string | undefined) => value === invoice(n).total;
  expect(predicted.filter(({ n, value }) => isRight(n, value)).length).toBeLessThan(4);
  for (const { n, documentId } of predicted) await correct(documentId, truthOf(invoice(n)));
  const reads = app.reads();
  const second = await train(modelId);
  expect(app.reads()).toBe(reads);
  expect(second).toMatchObject({ serving: true, automatic: false, report: { documents: { used: 32 } } });
  expect(second.report?.comparison?.documents).toEqual({ known: 8, added: 24, changed: 0, removed: 0 });
  expect(second.report?.comparison?.fields.total?.fresh).toMatchObject({ verdict: 'better', documents: 24 });
  const values = await Promise.all(
    Array.from({ length: 9 }, async (_, index) => ({
      n: 90 + index,
      value: (await predict(modelId, await upload(90 + index))).total,
    })),
  );
  expect(values.filter(({ n, value }) => isRight(n, value)).length).toBeGreaterThan(6);
});

test('a model trains by itself after enough corrections, each counted once', async () => {
  await runJobs();
  const { uploadMany, upload, createModel, train, ended, correct, autoTrain, inject } = await organization();
  const [documentId = ''] = await uploadMany(0, 12);
  const modelId = await createModel();
  expect(await autoTrain(modelId)).toEqual({
    modelId,
    afterCorrections: null,
    everyHours: null,
    batchIds: null,
    newCorrections: 12,
    removedDocuments: 0,
    lastTrainingId: null,
    nextTime: null,
    message: null,
  });
  const { trainingId } = await train(modelId);
  expect(await autoTrain(modelId, { afterCorrections: 3 })).toMatchObject({
    afterCorrections: 3,
    newCorrections: 0,
    lastTrainingId: trainingId,
  });
  // The same again is no correction, nor is one that was taken back, nor a value of another field.
  await correct(documentId, truthOf(invoice(0)));
  await correct(documentId, truthOf({ ...invoice(0), total: '1.00' }));
  await correct(documentId, [...truthOf(invoice(0)), { label: 'other', value: 'x' }]);
  await upload(20, [{ label: 'other', value: 'x' }]);
  expect((await autoTrain(modelId)).newCorrections).toBe(0);
  await uploadMany(30, 2);
  expect((await autoTrain(modelId)).newCorrections).toBe(2);
  expect(await lookForDue()).toEqual([]);
  await correct(await upload(32), truthOf(invoice(32)));

  const started = (await Promise.all([lookForDue(), lookForDue(), lookForDue()])).flat();
  expect(started).toHaveLength(1);
  const training = await ended(modelId, started[0] ?? '');
  expect(training).toMatchObject({ status: 'succeeded', automatic: true, serving: true });
  expect(training.report?.comparison).toMatchObject({
    trainingId,
    replaced: true,
    reason: expect.stringMatching(/^Not worse in any field/),
    documents: { known: 12, added: 3, changed: 0, removed: 0 },
    fields: { total: { known: { documents: 12, accuracyBefore: expect.any(Number) } } },
    addedFields: [],
    removedFields: [],
  });
  expect(await lookForDue()).toEqual([]);
  expect(await autoTrain(modelId)).toMatchObject({ newCorrections: 0, lastTrainingId: started[0] });
  await autoTrain(modelId, { afterCorrections: null });
  await uploadMany(50, 4);
  expect(await lookForDue()).toEqual([]);
  await autoTrain(modelId, { afterCorrections: 3 });
  await inject('PATCH', `/models/${modelId}`, { status: 'inactive' });
  expect(await lookForDue()).toEqual([]);
});

test('a careless person who swaps fields does not worsen the version that serves, and the report says why', async () => {
  await runJobs();
  const { uploadMany, createModel, train, ended, autoTrain, predict, upload } = await organization();
  const netOf = (n: number) => (Number(invoice(n).total) * 0.8).toFixed(2);
  const right = (n: number) => [
    { label: 'total', value: invoice(n).total },
    { label: 'net', value: netOf(n) },
  ];
  const swapped = (n: number) => [
    { label: 'total', value: netOf(n) },
    { label: 'net', value: invoice(n).total },
  ];
  const modelId = await createModel({ total: usualFields.total, net: usualFields.total });
  await uploadMany(0, 15, right);
  const first = await train(modelId);
  await autoTrain(modelId, { afterCorrections: 20 });
  await uploadMany(40, 20, (n) => (n % 10 < 3 ? swapped(n) : right(n)));
  const [trainingId = ''] = await lookForDue();
  const poisoned = await ended(modelId, trainingId);
  expect(poisoned).toMatchObject({ status: 'succeeded', automatic: true, serving: false });
  expect(poisoned.report?.comparison).toMatchObject({
    trainingId: first.trainingId,
    replaced: false,
    reason: expect.stringMatching(/^The version before goes on serving\. total: .*net: /),
    documents: { known: 15, added: 20 },
    fields: { total: { verdict: expect.stringMatching(/worse|doubtful/) } },
  });
  expect(await lookForDue()).toEqual([]);
  expect(await predict(modelId, await upload(90))).toEqual({ total: invoice(90).total, net: netOf(90) });

  // Asked for by hand it serves all the same, and says what that costs.
  const asked = await train(modelId);
  expect(asked).toMatchObject({ serving: true, report: { comparison: { replaced: true } } });
  expect(asked.report?.comparison?.reason).toMatch(/^Replaced as asked, though some fields speak against it\. /);
});

test('hours let it train only when something has changed, be it that a document went or a field came', async () => {
  await runJobs();
  const { uploadMany, createModel, train, ended, autoTrain, inject, organizationId } = await organization();
  const [documentId] = await uploadMany(0, 7);
  await inject('POST', '/batches', {});
  const modelId = await createModel();
  await train(modelId);
  const { nextTime } = await autoTrain(modelId, { everyHours: 24 });
  expect(new Date(nextTime ?? 0).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  await passHours(modelId, 25);
  expect(await lookForDue()).toEqual([]);

  const consentId = `las:consent:${'c'.repeat(32)}`;
  await database.pool.query('update documents set consent_id = $1 where id = $2', [consentId, documentId]);
  await inject('DELETE', `/documents?consentId=${consentId}`);
  expect(await autoTrain(modelId)).toMatchObject({ newCorrections: 0, removedDocuments: 1 });
  const [second = ''] = await lookForDue();
  expect((await ended(modelId, second)).report?.comparison?.documents).toMatchObject({ known: 6, removed: 0 });

  const fieldConfig = { date: usualFields.date, number: { type: 'number', maxLength: 10 } };
  await inject('PATCH', `/models/${modelId}`, { fieldConfig });
  expect(await lookForDue()).toEqual([]);
  await passHours(modelId, 25);
  const [third = ''] = await lookForDue();
  expect((await ended(modelId, third)).report?.comparison).toMatchObject({
    addedFields: ['number'],
    removedFields: ['total'],
    fields: { date: { verdict: expect.any(String) } },
  });
  const { rows } = await database.pool.query(
    'select distinct training_id from training_documents join trainings on trainings.id = training_id where organization_id = $1',
    [organizationId],
  );
  expect(rows.length).toBeLessThanOrEqual(2);
});

test('a quota holds for one organization, is told, and does not keep another from its training', async () => {
  const poor = await organization();
  const rich = await organization();
  const models = await Promise.all(
    [poor, rich].map(async ({ uploadMany, createModel, autoTrain }) => {
      await uploadMany(0, 6);
      const modelId = await createModel();
      await autoTrain(modelId, { afterCorrections: 5 });
      return modelId;
    }),
  );
  const [poorModel = '', richModel = ''] = models;
  const quota = { perMonth: 1, inAll: null };
  await database.pool.query(
    `insert into usage_counters (organization_id, resource, month, created)
     values ($1, 'training', date_trunc('month', now() at time zone 'utc')::date, 1)`,
    [poor.organizationId],
  );
  const [trainingId = ''] = await lookForDue(quota);
  expect((await rich.inject('GET', `/models/${richModel}/trainings/${trainingId}`)).body.status).toBe('queued');
  expect((await poor.autoTrain(poorModel)).message).toMatch(/could not be started: Limit Exceeded/);
  expect(await lookForDue()).toHaveLength(1);
  expect((await poor.autoTrain(poorModel)).message).toBeNull();
  const { rows } = await database.pool.query(`select priority from graphile_worker.jobs where key = any($1)`, [
    [`train:${trainingId}`],
  ]);
  expect(rows).toEqual([{ priority: 1 }]);
});

test('settings are checked', async () => {
  const { createModel, inject } = await organization();
  const path = `/models/${await createModel()}/trainings/autoTrain`;
  const refused = [{}, { afterCorrections: 0 }, { everyHours: 9000 }, { afterHours: 1 }, { batchIds: [] }];
  for (const changes of refused) expect((await inject('PATCH', path, changes)).status).toBe(400);
  expect((await inject('PATCH', path, { batchIds: [`las:batch:${'0'.repeat(32)}`] })).status).toBe(404);
  expect((await inject('GET', '/models/las:model:none/trainings/autoTrain')).status).toBe(404);
});

test('the job that runs every minute starts what is due', async () => {
  const jobs = await app.startJobs();
  onTestFinished(() => jobs.stop());
  const { uploadMany, createModel, ended, autoTrain, inject } = await organization();
  await uploadMany(0, 6);
  const modelId = await createModel();
  await autoTrain(modelId, { afterCorrections: 6 });
  await database.pool.query(`select graphile_worker.add_job('auto-train', '{}')`);
  const training = await until('a training', async () => {
    const { trainings } = (await inject('GET', `/models/${modelId}/trainings`)).body;
    return trainings[0];
  });
  expect(await ended(modelId, training.trainingId)).toMatchObject({ automatic: true, serving: true });
});
