import type { Json } from '@las/asl';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInOptions, builtInTask } from '../../testing/built-in-task.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { invoice, invoicePdf } from '../../testing/invoice-pdf.js';
import { type ModelApp, modelApp } from '../../testing/model-app.js';
import { createQuotas, type QuotaTable } from '../quotas.js';
import { confidenceBuiltIn } from './confidence.js';
import { predictBuiltIn } from './predict.js';

let database: TestDatabase;
let app: ModelApp;
let modelId: string;
let documentId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await modelApp(database);
  const jobs = await app.startJobs();
  for (let n = 0; n < 8; n++) await app.uploadInvoice(n);
  modelId = await app.createModel();
  await app.train(modelId);
  await jobs.stop();
  documentId = await app.upload(await invoicePdf({ ...invoice(100), total: '987.65', date: '2021-05-17' }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const builtIn = (quotas: QuotaTable = {}) => predictBuiltIn({ ...app.predicting, quotas: createQuotas(quotas) });
const run = (input: Json, quotas?: QuotaTable) =>
  builtIn(quotas).run(builtInTask(app.organizationId, input), builtInOptions());

async function predictionIds(): Promise<string[]> {
  const { predictions } = (await app.inject('GET', '/predictions')).body;
  return predictions.map(({ predictionId }: { predictionId: string }) => predictionId);
}

test('the output is the input with what a prediction over the API says, and the prediction is kept', async () => {
  const result = await run({ documentId, modelId, maxPages: 1, customer: { name: 'Ada' } });
  const asked = (await app.inject('POST', '/predictions', { documentId, modelId, maxPages: 1 })).body;
  expect(asked.predictions).toHaveLength(2);
  expect(result).toEqual({
    output: {
      documentId,
      modelId,
      maxPages: 1,
      customer: { name: 'Ada' },
      predictionId: expect.stringMatching(/^las:prediction:[0-9a-f]{32}$/),
      predictions: asked.predictions,
    },
  });
  const { predictionId } = 'output' in result ? result.output : {};
  expect((await app.inject('GET', `/predictions/${predictionId}`)).body).toMatchObject({ documentId, modelId });
});

test('done again for the same execution, also at the same time, there is one prediction and one charge', async () => {
  const task = builtInTask(app.organizationId, { documentId, modelId });
  const before = await predictionIds();
  const limited = { prediction: { perMonth: null, inAll: before.length + 1 } };
  const monthly = { prediction: { perMonth: 1, inAll: null } };
  const both = await Promise.all([
    builtIn(monthly).run(task, builtInOptions()),
    builtIn(monthly).run(task, builtInOptions()),
  ]);
  const after = await builtIn(limited).run(task, builtInOptions());
  expect(both).toEqual([after, after]);
  expect('output' in after && after.output.predictions).toHaveLength(2);
  expect(await predictionIds()).toHaveLength(before.length + 1);
});

test('quotas are charged as for the API', async () => {
  const quotas = { prediction: { perMonth: null, inAll: 0 } };
  expect(await run({ documentId, modelId }, quotas)).toEqual({ error: 'las.LimitExceeded', cause: 'Limit Exceeded' });
});

test('what cannot be predicted fails by name', async () => {
  const untrained = await app.createModel();
  const broken = await app.upload(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(500, 'x')]));
  const unknown = (kind: string) => `las:${kind}:${'0'.repeat(32)}`;
  const cases: [Json, string, RegExp][] = [
    [{ documentId: unknown('document'), modelId }, 'las.NotFound', /^las:document:0+ was not found$/],
    [{ documentId, modelId: unknown('model') }, 'las.NotFound', /^las:model:0+ was not found$/],
    [{ documentId: broken, modelId }, 'las.UnreadableDocument', new RegExp(`^${broken}: `)],
    [{ documentId, modelId: untrained }, 'las.ModelNotReady', /never trained/],
    [{ documentId }, 'las.InvalidInput', /it has to have the field modelId$/],
    [{ documentId: 'x', modelId }, 'las.InvalidInput', /\/documentId has to match/],
    [{ documentId, modelId, maxPages: 4 }, 'las.InvalidInput', /\/maxPages has to be <= 3$/],
    ['text', 'las.InvalidInput', /it has to be object$/],
  ];
  for (const [input, error, cause] of cases) {
    expect(await run(input)).toEqual({ error, cause: expect.stringMatching(cause) });
  }
});

test('another organization sees neither document nor model', async () => {
  const task = builtInTask(await database.addOrganization(), { documentId, modelId });
  expect(await builtIn().run(task, builtInOptions())).toMatchObject({ error: 'las.NotFound' });
});

test('a task that was stopped is left for another time', async () => {
  const reason = new Error('stopped');
  const task = builtInTask(app.organizationId, { documentId, modelId });
  await expect(builtIn().run(task, builtInOptions(AbortSignal.abort(reason)))).rejects.toBe(reason);
});

test('a prediction that was passed on is split by what the training measured', async () => {
  const result = await run({ documentId, modelId });
  if (!('output' in result)) throw new Error(result.cause);
  const task = builtInTask(app.organizationId, result.output);
  const confidence = confidenceBuiltIn(database);
  expect(confidence.immediate?.(task)).toBeUndefined();
  const [training] = (await app.inject('GET', `/models/${modelId}/trainings`)).body.trainings;
  const { report } = (await app.inject('GET', `/models/${modelId}/trainings/${training.trainingId}`)).body;
  const predictions = result.output.predictions as { label: string; confidence: number }[];
  const certain = predictions
    .filter(({ label, confidence }) => confidence >= (report.fields[label].thresholdAt99Precision ?? 2))
    .map(({ label }) => label);
  expect(await confidence.run(task, builtInOptions())).toEqual({
    output: {
      ...result.output,
      certain,
      uncertain: ['total', 'date'].filter((label) => !certain.includes(label)),
      needsCheck: certain.length < 2,
      values: { total: '987.65', date: '2021-05-17' },
    },
  });
});

test('thresholds of a model that is not there, or was never trained, fail by name', async () => {
  const split = (model: string) =>
    confidenceBuiltIn(database).run(
      builtInTask(app.organizationId, { predictions: [], modelId: model }),
      builtInOptions(),
    );
  expect(await split('las:model:none')).toEqual({ error: 'las.NotFound', cause: 'las:model:none was not found' });
  const untrained = await app.createModel();
  expect(await split(untrained)).toEqual({ error: 'las.ModelNotReady', cause: `${untrained} was never trained` });
});
