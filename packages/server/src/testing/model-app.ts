import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trainInWorkers } from '@las/extractor/parallel';
import { createReader, type Reader } from '@las/reader';
import pino from 'pino';
import { createFolderBlobStore } from '../blobs/index.js';
import { findTrainedModel } from '../db/trainings.js';
import { createDocumentReader } from '../domain/document-reader.js';
import { createTrainedModels } from '../domain/extraction/trained-models.js';
import type { PredictionServices } from '../domain/predictions.js';
import { createQuotas } from '../domain/quotas.js';
import { batchRoutes } from '../http/routes/batches.js';
import { documentWordsRoutes } from '../http/routes/document-words.js';
import { documentRoutes } from '../http/routes/documents.js';
import { modelRoutes } from '../http/routes/models.js';
import { predictionRoutes } from '../http/routes/predictions.js';
import { trainingRoutes } from '../http/routes/trainings.js';
import { migrateJobs } from '../jobs/runner.js';
import { type JobServices, startJobs } from '../jobs/start-jobs.js';
import { trainingQueue } from '../jobs/train-model.js';
import { type TestApp, testApp } from './app.js';
import type { TestDatabase } from './database.js';
import { invoice, invoicePdf, truthOf } from './invoice-pdf.js';

export const fieldConfig = { total: { type: 'amount', maxLength: 20 }, date: { type: 'date', maxLength: 10 } };

/** An app with documents, models and all that belongs to them, over the real engines. */
export interface ModelApp extends TestApp {
  /** Where its documents are kept. */
  blobFolder: string;
  /** What predictions are made with. */
  predicting: PredictionServices;
  /** Documents that the reader was given, however often each. */
  reads(): number;
  startJobs(overrides?: Partial<JobServices>): Promise<{ stop(): Promise<void> }>;
  upload(bytes: Buffer, more?: object): Promise<string>;
  /** Uploads the n-th invoice with its ground truth, unless told otherwise. */
  uploadInvoice(n: number, more?: object): Promise<string>;
  createModel(more?: object): Promise<string>;
  /** Starts a training and waits for its end; jobs have to run. */
  train(modelId: string): Promise<string>;
}

function counted(reader: Reader): { reader: Reader; reads(): number } {
  let reads = 0;
  const read: Reader['read'] = (...given) => {
    reads++;
    return reader.read(...given);
  };
  return { reader: { read, close: () => reader.close(), queued: 0, active: 0 }, reads: () => reads };
}

/** Waits for a condition, for a minute at most. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function modelApp(database: TestDatabase): Promise<ModelApp> {
  const log = pino({ level: 'error' });
  const { pool, db } = database;
  await migrateJobs({ pool, log });
  const { reader, reads } = counted(createReader({ threads: 2 }));
  const blobFolder = await mkdtemp(join(tmpdir(), 'las-model-app-'));
  const blobs = await createFolderBlobStore(blobFolder);
  const documents = createDocumentReader({ db, blobs, reader, places: 3 });
  const models = createTrainedModels({ find: (trainingId) => findTrainedModel(db, trainingId) });
  const app = await testApp(database, (services) => {
    const all = { ...services, blobs, documents, models, queue: trainingQueue };
    return {
      ...batchRoutes({ ...all, retentionInDays: 30 }),
      ...documentRoutes({ ...all, maxDocumentBytes: 10_000_000 }),
      ...documentWordsRoutes(all),
      ...modelRoutes(all),
      ...trainingRoutes(all),
      ...predictionRoutes(all),
    };
  });
  const jobServices: JobServices = {
    db,
    blobs,
    mailer: null,
    workflows: null,
    pool,
    log,
    documents,
    models,
    quotas: createQuotas({}),
    train: trainInWorkers,
    readerThreads: 2,
    trainingThreads: 2,
  };

  async function upload(bytes: Buffer, more: object = {}): Promise<string> {
    const content = bytes.toString('base64');
    const { status, body } = await app.inject('POST', '/documents', {
      content,
      contentType: 'application/pdf',
      ...more,
    });
    if (status !== 200) throw new Error(body.message);
    return body.documentId;
  }

  return {
    ...app,
    blobFolder,
    predicting: { db, documents, models },
    reads,
    startJobs: (overrides = {}) => startJobs({ ...jobServices, ...overrides }),
    upload,
    uploadInvoice: async (n, more = {}) =>
      upload(await invoicePdf(invoice(n), { layout: n }), { groundTruth: truthOf(invoice(n)), ...more }),
    async createModel(more = {}) {
      const { status, body } = await app.inject('POST', '/models', { width: 500, height: 500, fieldConfig, ...more });
      if (status !== 200) throw new Error(body.message);
      return body.modelId;
    },
    async train(modelId) {
      const { trainingId } = (await app.inject('POST', `/models/${modelId}/trainings`, {})).body;
      await until('the training to end', async () => {
        const { status } = (await app.inject('GET', `/models/${modelId}/trainings/${trainingId}`)).body;
        return !['queued', 'running'].includes(status);
      });
      return trainingId;
    },
    async close() {
      await app.close();
      await models.close();
      await reader.close();
      await rm(blobFolder, { recursive: true, force: true });
    },
  };
}
