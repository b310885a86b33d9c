import { setTimeout } from 'node:timers/promises';
import type { Client, Model, Training } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { invoice } from './service/documents.js';
import { unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

const fieldConfig = {
  total: { type: 'amount' as const, maxLength: 16 },
  date: { type: 'date' as const, maxLength: 10 },
};

const trainingTimeout = 180_000;

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

async function endOf({ modelId, trainingId }: Training): Promise<Training> {
  const deadline = Date.now() + trainingTimeout;
  while (Date.now() < deadline) {
    const training = await client.getTraining(modelId, trainingId);
    if (training.status !== 'queued' && training.status !== 'running') return training;
    await setTimeout(250);
  }
  return expect.fail(`${trainingId} has not ended within ${trainingTimeout} ms`);
}

async function uploadInvoices(numbers: readonly number[]): Promise<string> {
  const { batchId } = await client.createBatch();
  for (const number of numbers) {
    const { pdf, truth } = invoice(number);
    const groundTruth = Object.entries(truth).map(([label, value]) => ({ label, value }));
    await client.createDocument(pdf, 'application/pdf', { batchId, groundTruth });
  }
  return batchId;
}

describe('models', () => {
  it('are made with defaults for what is left out', async () => {
    const model = await client.createModel(640, 960, fieldConfig, { name: 'Receipts' });
    expect(model).toMatchObject({ width: 640, height: 960, fieldConfig, name: 'Receipts', status: 'inactive' });
    expect(model.preprocessConfig).toEqual({ autoRotate: false, maxPages: 1, imageQuality: 'LOW' });
    await expect(client.getModel(model.modelId)).resolves.toEqual(model);
  });

  it('change, and keep the rest', async () => {
    const model = await client.createModel(640, 960, fieldConfig, { name: 'a', description: 'b' });
    const preprocessConfig = { autoRotate: true, maxPages: 3, imageQuality: 'HIGH' as const };
    const changes = { width: 97, height: 1921, name: null, preprocessConfig };
    const changed = await client.updateModel(model.modelId, changes);
    expect(changed).toEqual({ ...model, ...changes, updatedTime: changed.updatedTime });
    expect(Date.parse(changed.updatedTime ?? '')).toBeGreaterThanOrEqual(Date.parse(model.updatedTime ?? ''));
  });

  it.each<[number, number, Model['fieldConfig']]>([
    [96, 640, fieldConfig],
    [640, 1922, fieldConfig],
    [640, 640, { total: { type: 'money' as never, maxLength: 1 } }],
    [640, 640, { total: { type: 'amount', maxLength: 0 } }],
    [640, 640, { total: { type: 'amount', maxLength: 1025 } }],
    [640, 640, { 'to tal': { type: 'amount', maxLength: 1 } }],
    [640.5, 640, fieldConfig],
  ])('refuse %j, %j, %j', async (width, height, fields) => {
    expect((await refusal(client.createModel(width, height, fields))).status).toBe(400);
  });

  it('take each of the eight types, and values of up to 1024 characters', async () => {
    const types = ['date', 'amount', 'number', 'letter', 'phone', 'alphanum', 'alphanumext', 'all'] as const;
    const fields = Object.fromEntries(types.map((type) => [type, { type, maxLength: 1024, description: null }]));
    await expect(client.createModel(640, 640, fields)).resolves.toMatchObject({ fieldConfig: fields });
  });

  it('that were never trained cannot be active, nor predict', async () => {
    const { modelId } = await client.createModel(640, 640, fieldConfig);
    expect((await refusal(client.updateModel(modelId, { status: 'active' }))).status).toBe(400);
    const { documentId } = await client.createDocument(invoice(1).pdf, 'application/pdf');
    expect((await refusal(client.createPrediction(documentId, modelId))).status).toBe(400);
  });

  it('are deleted with their trainings', async () => {
    const { modelId } = await client.createModel(640, 640, fieldConfig);
    const { trainingId } = await client.createTraining(modelId);
    await expect(client.deleteModel(modelId)).resolves.toMatchObject({ modelId });
    expect((await refusal(client.getModel(modelId))).status).toBe(404);
    expect((await refusal(client.getTraining(modelId, trainingId))).status).toBe(404);
  });
});

describe('trainings', () => {
  it('with too few documents fail, and say so', async () => {
    const batchId = await uploadInvoices([90, 91]);
    const { modelId } = await client.createModel(640, 640, fieldConfig);
    const training = await endOf(await client.createTraining(modelId, { batchIds: [batchId] }));
    expect(training).toMatchObject({ status: 'failed', serving: false, report: null });
    expect(training.message).toMatch(/5|five/);
    await expect(client.getModel(modelId)).resolves.toMatchObject({ status: 'inactive' });
  }, 200_000);

  it('can be cancelled, once', async () => {
    const { modelId } = await client.createModel(640, 640, fieldConfig);
    const { trainingId } = await client.createTraining(modelId, { name: 'mistake' });
    const cancel = () => client.updateTraining(modelId, trainingId, { status: 'cancelled' });
    const outcome = await cancel().then(
      ({ status }) => status,
      () => 'ended before',
    );
    if (outcome !== 'ended before') expect(outcome).toBe('cancelled');
    expect((await refusal(cancel())).status).toBe(400);
  });

  it('are refused for batches that do not exist', async () => {
    const { modelId } = await client.createModel(640, 640, fieldConfig);
    const { status } = await refusal(client.createTraining(modelId, { batchIds: [unknownId('batch')] }));
    expect([400, 404]).toContain(status);
  });
});

describe('a model that was trained', () => {
  let model: Model;
  let batchId: string;
  beforeAll(async () => {
    const numbers = Array.from({ length: 12 }, (_, index) => index);
    batchId = await uploadInvoices(numbers);
    const { modelId } = await client.createModel(640, 640, fieldConfig);
    const training = await endOf(await client.createTraining(modelId, { name: 'first', batchIds: [batchId] }));
    expect(training.message).toBeNull();
    model = await client.getModel(modelId);
  }, trainingTimeout + 60_000);

  it('is active, and reports how good it is', async () => {
    expect(model.status).toBe('active');
    const [summary] = await collect(client.listTrainings(model.modelId));
    expect(summary).toMatchObject({
      name: 'first',
      status: 'succeeded',
      progress: 1,
      serving: true,
      batchIds: [batchId],
    });
    const { report } = await client.getTraining(model.modelId, summary?.trainingId ?? '');
    expect(report?.documents).toEqual({ used: 12, skipped: [] });
    expect(Object.keys(report?.fields ?? {}).sort()).toEqual(['date', 'total']);
  });

  it('predicts documents that it has not seen', async () => {
    const { pdf, truth } = invoice(41);
    const { documentId } = await client.createDocument(pdf, 'application/pdf');
    const prediction = await client.createPrediction(documentId, model.modelId);
    expect(prediction).toMatchObject({ documentId, modelId: model.modelId });
    const best = Object.fromEntries(
      prediction.predictions.toSorted((a, b) => a.confidence - b.confidence).map(({ label, value }) => [label, value]),
    );
    expect(best).toEqual(truth);
    expect(Math.abs(prediction.timestamp - Date.now() / 1000)).toBeLessThan(60);
  });

  it('tells where each value stands', async () => {
    const { pdf, truth } = invoice(42);
    const { documentId } = await client.createDocument(pdf, 'application/pdf');
    const { predictionId, predictions } = await client.createPrediction(documentId, model.modelId);
    const detail = await client.getPrediction(predictionId);
    expect(detail.predictions).toEqual(predictions);
    const total = detail.fields.find(({ label }) => label === 'total') ?? expect.fail('no total');
    expect(total.page).toBe(1);
    expect(total.words.map(({ text }) => text).join(' ')).toContain(truth.total);
    const [left, top] = total.box ?? expect.fail('no box');
    expect(left).toBeGreaterThan(0.6);
    expect(top).toBeGreaterThan(0.3);
    const listed = await collect(client.listPredictions());
    expect(listed.map((one) => one.predictionId)).toContain(predictionId);
  });

  it('predicts no more while it is inactive', async () => {
    await expect(client.updateModel(model.modelId, { status: 'inactive' })).resolves.toMatchObject({
      status: 'inactive',
    });
    const { documentId } = await client.createDocument(invoice(43).pdf, 'application/pdf');
    expect((await refusal(client.createPrediction(documentId, model.modelId))).status).toBe(400);
    await client.updateModel(model.modelId, { status: 'active' });
    await expect(client.createPrediction(documentId, model.modelId)).resolves.toHaveProperty('predictions');
  });

  it('refuses to predict what cannot be read, and what does not exist', async () => {
    const { documentId } = await client.createDocument(invoice(1).pdf.slice(0, 300), 'application/pdf');
    expect((await refusal(client.createPrediction(documentId, model.modelId))).status).toBe(400);
    const missing = await refusal(client.createPrediction(unknownId('document'), model.modelId));
    expect([400, 404]).toContain(missing.status);
    expect((await refusal(client.createPrediction(documentId, unknownId('model')))).status).not.toBe(500);
  });

  it('loses its predictions with the documents', async () => {
    const consentId = unknownId('consent');
    const { documentId } = await client.createDocument(invoice(44).pdf, 'application/pdf', { consentId });
    const { predictionId } = await client.createPrediction(documentId, model.modelId);
    await collect(client.deleteDocuments({ consentId }));
    expect((await refusal(client.getPrediction(predictionId))).status).toBe(404);
  });

  it('trains by its status as well, one training at a time', async () => {
    await expect(client.updateModel(model.modelId, { status: 'training' })).resolves.toMatchObject({
      status: 'training',
    });
    const second = client.createTraining(model.modelId);
    const outcome = await second.then(
      () => 'begun',
      () => 'refused',
    );
    const [latest] = (await collect(client.listTrainings(model.modelId))).filter(
      ({ status }) => status === 'queued' || status === 'running',
    );
    if (latest) {
      expect(outcome).toBe('refused');
      await client.updateTraining(model.modelId, latest.trainingId, { status: 'cancelled' });
    }
    const { documentId } = await client.createDocument(invoice(45).pdf, 'application/pdf');
    await expect(client.createPrediction(documentId, model.modelId)).resolves.toHaveProperty('predictions');
  });
});
