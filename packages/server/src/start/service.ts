import { join } from 'node:path';
import { loadModel } from '@las/extractor';
import { trainInWorkers } from '@las/extractor/parallel';
import { createReader } from '@las/reader';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { createAppClientDirectory } from '../auth/app-client-directory.js';
import { createAuthenticator } from '../auth/authenticator.js';
import { registerSignIn } from '../auth/sign-in.js';
import { openSigningKeys } from '../auth/signing-keys.js';
import { createCachedBlobStore } from '../blobs/cached-blob-store.js';
import { createFolderBlobStore } from '../blobs/folder-blob-store.js';
import type { Config } from '../config.js';
import { createBuiltInTransitions } from '../domain/built-in/built-in-transitions.js';
import { createDocumentReader } from '../domain/document-reader.js';
import { createExecutionServices } from '../domain/execution/execution-services.js';
import { createSchemaValidator } from '../domain/json-schema/schema-validator.js';
import { createLoadedModels } from '../domain/loaded-models.js';
import { createNextTokens } from '../domain/next-token.js';
import { createQuotas } from '../domain/quotas.js';
import { createApp } from '../http/app.js';
import { registerHealth } from '../http/health.js';
import { registerMetrics } from '../http/metrics.js';
import { createRateLimit } from '../http/rate-limit.js';
import { registerReference } from '../http/reference.js';
import { createWriter } from '../http/write.js';
import { completedQueue } from '../jobs/run-completed-container.js';
import { mailQueue } from '../jobs/send-mail.js';
import { startJobs } from '../jobs/start-jobs.js';
import { trainingQueue } from '../jobs/train-model.js';
import { errorFields } from '../logging/error-fields.js';
import { createMailer } from '../mail/mailer.js';
import { type Addresses, reachableHost } from './addresses.js';
import { certificateFile, ensureCertificate } from './certificate.js';
import { endpointsOf, makeFirstOrganization, refreshCredentialsFile } from './first-start.js';
import { noteAddresses } from './last-addresses.js';
import { type Listeners, listen } from './listen.js';
import { allRoutes } from './routes.js';
import { openStorage, type Storage } from './storage.js';
import { version } from './version.js';

export interface Service {
  addresses: Addresses;
  /** The text of the credentials file, when this start has made it. */
  firstCredentials: string | null;
  /** Is told when the service cannot go on. */
  onFailure(listener: (reason: string) => void): void;
  /** Takes no new requests, ends those under way, puts background jobs back and closes everything. */
  stop(): Promise<void>;
}

const drainMs = 10_000;
const blobCache = { maxBytes: 32_000_000, maxBlobBytes: 256_000 };
/** base64 takes 4 characters for 3 bytes; the rest of a body is small beside a document. */
const bodyBytes = (documentBytes: number) => Math.ceil((documentBytes * 4) / 3) + 1_000_000;

/** What is to be closed, in the order opposite to its opening. */
class Closers {
  readonly #closers: (() => Promise<void> | void)[] = [];

  add(closer: () => Promise<void> | void): void {
    this.#closers.push(closer);
  }

  async closeAll(): Promise<void> {
    for (let closer = this.#closers.pop(); closer; closer = this.#closers.pop()) await closer();
  }
}

/** Everything between the database and the network. */
async function createServices(config: Config, storage: Storage, log: Logger, closers: Closers) {
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
  const validator = createSchemaValidator();
  closers.add(() => validator.close());
  const documents = createDocumentReader({ db, blobs, reader });
  const models = createLoadedModels({ db, load: loadModel });
  const executions = createExecutionServices({
    db,
    validator,
    mailQueue: mailer && mailQueue,
    completedQueue,
    timeScale: config.timeScale,
  });
  return {
    ...executions,
    builtIns: createBuiltInTransitions({ db, documents, models, vault }),
    db,
    vault,
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

type Services = Awaited<ReturnType<typeof createServices>>;

/** What is known only later than the routes. */
interface HttpState {
  publicUrl: string;
  stopping: boolean;
}

/**
 * Who signs the tokens: the same for all replicas and from start to start, or tokens would die with the process. So it is the
 * address as configured, even where port 0 lets the system choose.
 */
function issuerOf(config: Config): string {
  return config.publicUrl ?? `http://${reachableHost(config.host)}:${config.port}`;
}

function createHttp(config: Config, services: Services, log: Logger, state: HttpState) {
  const issuer = () => issuerOf(config);
  const { db, vault, blobs, reader } = services;
  return createApp({
    routes: allRoutes({ ...services, ...config, publicUrl: () => state.publicUrl }),
    log,
    maxBodyBytes: bodyBytes(config.maxDocumentBytes),
    authenticator: createAuthenticator({ ...services, issuer, requireApiKey: config.requireApiKey }),
    writer: createWriter({ db, vault, quotas: createQuotas(config.quotas) }),
    admit: createRateLimit(config.rateLimit === null ? null : { requestsPerSecond: config.rateLimit }).admit,
    async extend(app) {
      registerHealth(app, {
        checks: { database: () => sql`select 1`.execute(db), documents: () => blobs.healthy() },
        isStopping: () => state.stopping,
      });
      registerMetrics(app, {
        las_documents_waiting: { help: 'Documents that wait to be read.', value: () => reader.queued },
        las_documents_reading: { help: 'Documents that are being read.', value: () => reader.active },
      });
      await registerReference(app, { version });
      await registerSignIn(app, { ...services, issuer });
    },
  });
}

async function openHttp(config: Config, services: Services, log: Logger, closers: Closers): Promise<Listeners> {
  const state: HttpState = { publicUrl: config.publicUrl ?? '', stopping: false };
  const app = await createHttp(config, services, log, state);
  const certificate = await ensureCertificate(join(config.dataDir, 'certificate'), [config.host]);
  const listeners = await listen(app, { ...config, certificate });
  state.publicUrl ||= listeners.addresses.http;
  closers.add(() => {
    state.stopping = true;
    // Who waits for work or watches would hold up the end.
    services.bell.close();
    services.news.close();
    return listeners.close(drainMs);
  });
  return listeners;
}

/** Starts everything; what was opened is closed again when a part of it fails. */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const closers = new Closers();
  try {
    const storage = await openStorage(config, log);
    closers.add(() => storage.close());
    const services = await createServices(config, storage, log, closers);
    const jobs = await startJobs({
      ...services,
      ...config,
      workflows: { ...services, leaseSeconds: config.leaseSeconds },
      pool: storage.pool,
      log,
      train: trainInWorkers,
    });
    closers.add(() => jobs.stop());
    const { addresses } = await openHttp(config, services, log, closers);
    const endpoints = endpointsOf(addresses, config.publicUrl, certificateFile(join(config.dataDir, 'certificate')));
    await noteAddresses(config.dataDir, addresses);
    const firstCredentials = await makeFirstOrganization(services, endpoints, config.credentialsFile);
    if (firstCredentials === null) await refreshCredentialsFile(config.credentialsFile, endpoints);
    return {
      addresses,
      firstCredentials,
      onFailure: (listener) => storage.onDatabaseExit(listener),
      stop: () => closers.closeAll(),
    };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}
