import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFormatError, type Page, type TrainingDocument, train } from '@las/extractor';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTrainedModels } from './trained-models.js';

function pageOf(total: string): Page {
  const words = ['Subtotal', '1.00', 'Total', total].map((text, index) => ({
    text,
    confidence: 1,
    box: [index % 2 === 0 ? 0.1 : 0.6, 0.1 * Math.floor(index / 2), 0.9, 0.1 * Math.floor(index / 2) + 0.05] as const,
    segment: index,
  }));
  return { number: 1, width: 100, height: 100, words };
}

const documents = Array.from({ length: 8 }, (_, index): TrainingDocument => {
  const total = `${10 + index * 3}.50`;
  return { id: String(index), pages: [pageOf(total)], groundTruth: { total } };
});

let model: Uint8Array;
let folder: string;

beforeAll(async () => {
  model = train(documents, { total: { type: 'amount', maxLength: 10 } }).model;
  folder = await mkdtemp(join(tmpdir(), 'las-extraction-'));
});

afterAll(() => rm(folder, { recursive: true }));

type Options = Partial<Parameters<typeof createTrainedModels>[0]>;

function start(options: Options = {}) {
  const found: string[] = [];
  const models = createTrainedModels({
    threads: 1,
    find: async (trainingId) => {
      found.push(trainingId);
      return trainingId === 'gone' ? undefined : trainingId === 'foreign' ? new Uint8Array(50) : model;
    },
    ...options,
  });
  onTestFinished(() => models.close());
  const total = async (trainingId: string, value = '77.50') =>
    (await models.extract(trainingId, [pageOf(value)]))?.map((field) => field.value);
  return { models, found, total };
}

/** A program for the threads that does as its first line says. */
async function program(lines: string): Promise<string> {
  const file = join(folder, `${Math.random()}.mjs`);
  const head = `import { parentPort, workerData } from 'node:worker_threads';\nparentPort.postMessage({ kind: 'ready' });\n`;
  await writeFile(file, head + lines);
  return file;
}

test('fields are extracted in a thread, which is given a model once', async () => {
  const { found, total } = start();
  expect(await Promise.all(['a', 'b', 'a'].map((id, index) => total(id, `${60 + index}.00`)))).toEqual([
    ['60.00'],
    ['61.00'],
    ['62.00'],
  ]);
  expect(found).toEqual(['a', 'b']);
});

test('models beyond the room are loaded again', async () => {
  const { found, total } = start({ mostFields: 1 });
  for (const id of ['a', 'a', 'b', 'a']) await total(id);
  expect(found).toEqual(['a', 'b', 'a']);
});

test('a training that is gone gives nothing, and a foreign model is an error of its own', async () => {
  const { total } = start();
  expect(await total('gone')).toBeUndefined();
  await expect(total('foreign')).rejects.toThrow(ModelFormatError);
  expect(await total('a')).toEqual(['77.50']);
});

test('a document that ends its thread is tried once more in a fresh one, and others go on', async () => {
  const workerFile = await program(`parentPort.on('message', ({ trainingId, pages }) => {
    if (trainingId === 'deadly' || (trainingId === 'tired' && globalThis.used)) process.exit(3);
    globalThis.used = true;
    parentPort.postMessage({ kind: 'fields', fields: [] });
  });`);
  const { models } = start({ workerFile });
  await expect(models.extract('deadly', [])).rejects.toThrow(/ended with 3/);
  expect(await models.extract('a', [])).toEqual([]);
  expect(await models.extract('tired', [])).toEqual([]);
});

test('one that takes too long is given up', async () => {
  const workerFile = await program(`parentPort.on('message', ({ trainingId }) => {
    while (trainingId === 'endless');
    parentPort.postMessage({ kind: 'fields', fields: [] });
  });`);
  const { models } = start({ workerFile, milliseconds: 300 });
  await expect(models.extract('endless', [])).rejects.toThrow(/took too long/);
  expect(await models.extract('a', [])).toEqual([]);
});

test('who hangs up leaves the queue, and a stop ends what waits', async () => {
  const workerFile = await program(`parentPort.on('message', () => {});`);
  const { models } = start({ workerFile });
  const controller = new AbortController();
  const first = models.extract('a', []);
  const second = models.extract('a', [], controller.signal);
  const third = models.extract('a', []);
  controller.abort(new Error('hung up'));
  await expect(second).rejects.toThrow('hung up');
  const ended = Promise.allSettled([first, third]);
  await models.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
