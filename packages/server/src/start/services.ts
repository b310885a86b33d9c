import { join } from 'node:path';
import { createReader } from '@las/reader';
import type { Logger } from 'pino';
import { createAppClientDirectory } from '../auth/app-client-directory.js';
import { openSigningKeys } from '../auth/signing-keys.js';
import { createCachedBlobStore } from '../blobs/cached-blob-store.js';
import { createFolderBlobStore } from '../blobs/folder-blob-store.js';
import type { Config } from '../config.js';
import { findTrainedModel } from '../db/trainings.js';
import { builtInTransitions } from '../domain/built-in/built-in-transitions.js';
import { createDocumentReader } from '../domain/document-reader.js';
import { createExecutionServices } from '../domain/execution/execution-services.js';
import { createTrainedModels } from '../domain/extraction/trained-models.js';
import { createSchemaValidator } from '../domain/json-schema/schema-validator.js';
import { createNextTokens } from '../domain/next-token.js';
import { createQuotas } from '../domain/quotas.js';
import { completedQueue } from '../jobs/run-completed-container.js';
import { mailQueue } from '../jobs/send-mail.js';
import { trainingQueue } from '../jobs/train-model.js';
import { errorFields } from '../logging/error-fields.js';
import { createMailer } from '../mail/mailer.js';
import type { Closers } from './closers.js';
import type { Storage } from './storage.js';

/** Read from their files while others are at work, so that no thread waits. */
const spareDocuments = 2;
const blobCache = { maxBytes: 32_000_000, maxBlobBytes: 256_000 };

/** Everything between the database and the network. */
export async function createServices(config: Config, storage: Storage, log: Logger, closers: Closers) {
  const { db, vault } = storage;
  const keys = await openSigningKeys({
    db,
    vault,
    onError: (error) => log.warn(errorFields(error), 'the signing keys could not be read again'),
  });
  closers.add(() => keys.close());
  const reader = createReader({ threads: config.readerThreads });
  closers.add(() => reader.close());
  const blobs = createCachedBlobStore(await createFolderBlobStore(join(config.dataDir, 'blobs')), blobCache);
  const mailer = config.smtpUrl === null ? null : createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom });
  closers.add(() => mailer?.close());
  const quotas = createQuotas(config.quotas);
  const validator = createSchemaValidator({ threads: 1 });
  closers.add(() => validator.close());
  const documents = createDocumentReader({ db, blobs, reader, places: config.readerThreads + spareDocuments });
  const models = createTrainedModels({ find: (trainingId) => findTrainedModel(db, trainingId) });
  closers.add(() => models.close());
  const builtIns = builtInTransitions({
    db,
    documents,
    models,
    vault,
    quotas,
    webhookHosts: config.webhookHosts,
    timeScale: config.timeScale,
  });
  const executions = createExecutionServices({
    db,
    validator,
    builtIns,
    mailQueue: mailer && mailQueue,
    completedQueue,
    timeScale: config.timeScale,
  });
  return {
    ...executions,
    builtIns,
    db,
    vault,
    quotas,
    blobs,
    reader,
    keys,
    clients: createAppClientDirectory({ db }),
    nextTokens: createNextTokens(vault),
    documents,
    models,
    queue: trainingQueue,
    mailer,
    mailQueue: mailer && mailQueue,
  };
}

export type Services = Awaited<ReturnType<typeof createServices>>;
