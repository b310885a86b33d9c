import { trainInWorkers } from '@las/extractor/parallel';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { invoice, invoicePdf, truthOf } from '../testing/invoice-pdf.js';
import { type ModelApp, modelApp, until } from '../testing/model-app.js';
import type { Train } from './training/learn.js';

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

async function runJobs(train: Train = trainInWorkers): Promise<void> {
  const jobs = await app.startJobs({ train });
  onTestFinished(() => jobs.stop());
}

async function newBatch(): Promise<string> {
  return (await app.inject('POST', '/batches', {})).body.batchId;
}

async function batchOfInvoices(from: number, count: number): Promise<string> {
  const batchId = await newBatch();
  for (let n = from; n < from + count; n++) await app.uploadInvoice(n, { batchId });
  return batchId;
}

/** Starts a training over some batches; gives its path. */
async function start(modelId: string, ...batchIds: string[]): Promise<string> {
  const { status, body } = await app.inject('POST', `/models/${modelId}/trainings`, { batchIds });
  expect(body.message).toBe(null);
  expect(status).toBe(200);
  return `/models/${modelId}/trainings/${body.trainingId}`;
}

async function untilStatus(path: string, ...statuses: string[]) {
  return until(`${path} to be ${statuses}`, async () => {
    const { body } = await app.inject('GET', path);
    return statuses.includes(body.status) && body;
  });
}

/** Learns nothing until it is let go or aborted. */
function heldTrain() {
  const calls: { signal: AbortSignal; letGo(): void }[] = [];
  const train: Train = (documents, fields, options) =>
    new Promise((resolve, reject) => {
      options.onProgress(0.5, 'learning total');
      options.signal.addEventListener('abort', () => reject(options.signal.reason));
      calls.push({ signal: options.signal, letGo: () => resolve(trainInWorkers(documents, fields, options)) });
    });
  return { calls, train };
}

test('a training over a batch ends with a report, and the model then predicts what it has not seen', async () => {
  await runJobs();
  const modelId = await app.createModel();
  const batchId = await batchOfInvoices(0, 12);
  const training = await untilStatus(await start(modelId, batchId), 'succeeded', 'failed');
  expect(training).toMatchObject({ status: 'succeeded', progress: 1, serving: true, message: null, activity: null });
  expect(training.report.documents).toEqual({ used: 12, skipped: [] });
  expect(Object.keys(training.report.fields)).toEqual(['total', 'date']);
  expect(new Date(training.startTime).getTime()).toBeLessThan(new Date(training.endTime).getTime());
  expect((await app.inject('GET', `/models/${modelId}`)).body.status).toBe('active');

  const unseen = { ...invoice(100), total: '987.65', date: '2021-05-17' };
  const documentId = await app.upload(await invoicePdf(unseen));
  const { status, body } = await app.inject('POST', '/predictions', { documentId, modelId });
  expect(status).toBe(200);
  const values = Object.fromEntries(
    body.predictions.map((field: { label: string; value: string }) => [field.label, field.value]),
  );
  expect(values).toEqual({ total: '987.65', date: '2021-05-17' });
  const detail = (await app.inject('GET', `/predictions/${body.predictionId}`)).body;
  expect(detail.fields[0]).toMatchObject({ label: 'total', page: 1, words: [{ text: '987.65', page: 1 }] });
});

test('too few documents fail a training with what is missing, and the model stays as it was', async () => {
  await runJobs();
  const modelId = await app.createModel();
  const training = await untilStatus(await start(modelId, await batchOfInvoices(0, 3)), 'failed');
  expect(training.message).toMatch(/3 usable documents, at least 5 are needed.*total: 3/);
  expect(training.report).toBeNull();
  expect(training.endTime).not.toBeNull();
  expect((await app.inject('GET', `/models/${modelId}`)).body.status).toBe('inactive');
});

test('documents that cannot be read are skipped with their reasons; those without ground truth are not asked for', async () => {
  await runJobs();
  const modelId = await app.createModel();
  const batchId = await batchOfInvoices(0, 6);
  const broken = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(500, 'x')]);
  const corrupt = await app.upload(broken, { batchId, groundTruth: truthOf(invoice(1)) });
  await app.upload(await invoicePdf(invoice(2)), { batchId });
  await app.upload(await invoicePdf(invoice(3)), { batchId, groundTruth: [{ label: 'colour', value: 'red' }] });
  const { report } = await untilStatus(await start(modelId, batchId), 'succeeded');
  expect(report.documents.used).toBe(6);
  expect(report.documents.skipped).toEqual([{ documentId: corrupt, reason: expect.stringMatching(/\w+ .*\./) }]);
});

test('too few documents because of broken ones: the message names them', async () => {
  await runJobs();
  const modelId = await app.createModel();
  const batchId = await batchOfInvoices(0, 4);
  const broken = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(501, 'x')]);
  const corrupt = await app.upload(broken, { batchId, groundTruth: truthOf(invoice(1)) });
  const { message } = await untilStatus(await start(modelId, batchId), 'failed');
  expect(message).toContain(`Documents that could not be read: 1. ${corrupt}:`);
});

test('progress is shown, and cancelling ends the threads soon', async () => {
  const { calls, train } = heldTrain();
  await runJobs(train);
  const modelId = await app.createModel();
  const path = await start(modelId, await batchOfInvoices(0, 5));
  const running = await until('progress', async () => {
    const { body } = await app.inject('GET', path);
    return body.activity === 'learning total, 50 %' && body;
  });
  expect(running).toMatchObject({ status: 'running', progress: 0.7 });
  expect((await app.inject('GET', `/models/${modelId}`)).body.status).toBe('training');

  const asked = Date.now();
  const cancelled = await app.inject('PATCH', path, { status: 'cancelled' });
  expect(cancelled.body).toMatchObject({ status: 'cancelled', activity: null });
  await until('the threads to end', async () => calls[0]!.signal.aborted);
  expect(Date.now() - asked).toBeLessThan(4000);
  expect((await app.inject('GET', path)).body.status).toBe('cancelled');
  const again = await app.inject('PATCH', path, { status: 'cancelled' });
  expect(again.status).toBe(400);
  expect(again.body.message).toMatch(/has ended already: it is cancelled/);
});

test('the old version serves until the new one is done, and after one that fails', async () => {
  const { calls, train } = heldTrain();
  await runJobs(train);
  const modelId = await app.createModel();
  const batchId = await batchOfInvoices(0, 6);
  const documentId = await app.uploadInvoice(50);
  const predict = () => app.inject('POST', '/predictions', { documentId, modelId });
  const untilHeld = (count: number) => until('the training to run', async () => calls[count - 1]);

  const first = await start(modelId, batchId);
  await untilHeld(1);
  expect((await predict()).body.message).toMatch(/cannot predict yet: its first training has not ended/);
  calls[0]!.letGo();
  await untilStatus(first, 'succeeded');
  const second = await start(modelId, batchId);
  await untilHeld(2);
  expect((await predict()).status).toBe(200);
  calls[1]!.letGo();
  await untilStatus(second, 'succeeded');
  expect((await app.inject('GET', first)).body.serving).toBe(false);
  expect((await app.inject('GET', second)).body.serving).toBe(true);

  const third = await start(modelId, await batchOfInvoices(0, 1));
  await untilHeld(3);
  calls[2]!.letGo();
  await untilStatus(third, 'failed');
  expect((await app.inject('GET', second)).body.serving).toBe(true);
  expect((await predict()).status).toBe(200);
});

test('an engine that breaks fails the training without a word of its own error', async () => {
  await runJobs(async () => {
    throw new Error('secret of a document');
  });
  const { message } = await untilStatus(await start(await app.createModel(), await batchOfInvoices(0, 5)), 'failed');
  expect(message).toMatch(/unexpected error/);
  expect(message).not.toContain('secret');
});

test('documents and the model may be deleted while it trains', async () => {
  const { calls, train } = heldTrain();
  await runJobs(train);
  const batchId = await batchOfInvoices(0, 6);
  const modelId = await app.createModel();
  const path = await start(modelId, batchId);
  await until('the training to run', async () => calls[0]);
  expect((await app.inject('DELETE', `/documents?batchId=${batchId}`)).body.documents).toHaveLength(6);
  calls[0]!.letGo();
  await untilStatus(path, 'succeeded');

  const other = await app.createModel();
  await start(other, await batchOfInvoices(0, 5));
  await until('the training to run', async () => calls[1]);
  expect((await app.inject('DELETE', `/models/${other}`)).body).toMatchObject({ modelId: other, status: 'training' });
  await until('the threads to end', async () => calls[1]!.signal.aborted);
  const { rows } = await database.pool.query(`select id from trainings where model_id = $1`, [other]);
  expect(rows).toEqual([]);
});

test('a stop puts a training back, and the next start does it without reading anything again', async () => {
  const { calls, train } = heldTrain();
  const jobs = await app.startJobs({ train });
  const path = await start(await app.createModel(), await batchOfInvoices(200, 6));
  await until('the training to run', async () => calls[0]);
  await jobs.stop();
  expect(calls[0]!.signal.aborted).toBe(true);
  expect((await app.inject('GET', path)).body).toMatchObject({ status: 'queued', message: null });
  const reads = app.reads();
  await runJobs();
  expect((await untilStatus(path, 'succeeded')).report.documents.used).toBe(6);
  expect(app.reads()).toBe(reads);
});

test('a switched-off model is switched on by a training asked for afterwards, not by one asked for before', async () => {
  const { calls, train } = heldTrain();
  await runJobs(train);
  const batchId = await batchOfInvoices(0, 5);
  const modelId = await app.createModel();
  const path = `/models/${modelId}`;
  const trained = async (meanwhile: () => Promise<unknown>) => {
    const count = calls.length;
    const training = await start(modelId, batchId);
    await until('the training to run', async () => calls[count]);
    await meanwhile();
    calls[count]!.letGo();
    await untilStatus(training, 'succeeded');
    return (await app.inject('GET', path)).body.status;
  };
  const switchOff = () => app.inject('PATCH', path, { status: 'inactive' });
  expect(await trained(async () => {})).toBe('active');
  expect(await trained(switchOff)).toBe('inactive');
  expect(await trained(async () => {})).toBe('active');
});

test('a process whose training was taken over lets go of it, and leaves the job to the other', async () => {
  const [first, second] = [heldTrain(), heldTrain()];
  await runJobs(first.train);
  const path = await start(await app.createModel(), await batchOfInvoices(0, 5));
  await until('the training to run', async () => first.calls[0]);
  await runJobs(second.train);
  // As if the first had seemed dead for a moment.
  await database.pool.query(
    'select graphile_worker.force_unlock_workers(array(select locked_by from graphile_worker.jobs))',
  );
  await until('the other to take it', async () => second.calls[0]);
  await until('the first to let go', async () => first.calls[0]!.signal.aborted);
  const third = await start(await app.createModel(), await batchOfInvoices(0, 5));
  await until('the first to take another', async () => first.calls[1]);
  const { rows } = await database.pool.query('select key from graphile_worker.jobs where locked_at is not null');
  const keys = [path, third].map((training) => ({ key: `train:${training.split('/').at(-1)}` }));
  expect(rows).toEqual(expect.arrayContaining(keys));
  second.calls[0]!.letGo();
  await untilStatus(path, 'succeeded');
  expect(second.calls).toHaveLength(1);
});
