import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { createAuthenticator } from '../auth/authenticator.js';
import { registerSignIn } from '../auth/sign-in.js';
import type { Config } from '../config.js';
import { createApp } from '../http/app.js';
import { registerHealth } from '../http/health.js';
import { registerMetrics } from '../http/metrics.js';
import { createRateLimit } from '../http/rate-limit.js';
import { registerReference } from '../http/reference.js';
import { createWriter } from '../http/write.js';
import { reachableHost } from './addresses.js';
import { ensureCertificate } from './certificate.js';
import type { Closers } from './closers.js';
import { type Listeners, listen } from './listen.js';
import { allRoutes } from './routes.js';
import type { Services } from './services.js';
import { version } from './version.js';

const drainMs = 10_000;
/** base64 takes 4 characters for 3 bytes; the rest of a body is small beside a document. */
const bodyBytes = (documentBytes: number) => Math.ceil((documentBytes * 4) / 3) + 1_000_000;

/** What is known only later than the routes. */
export interface HttpState {
  publicUrl: string;
  stopping: boolean;
  /** `ok`, or why no container could be run now. */
  checkContainers(): Promise<string>;
}

export function newHttpState(config: Config): HttpState {
  const checkContainers = async () => 'not started yet';
  return { publicUrl: config.publicUrl ?? '', stopping: false, checkContainers };
}

/**
 * Who signs the tokens: the same for all replicas and from start to start, or tokens would die with the process. So it is the
 * address as configured, even where port 0 lets the system choose.
 */
function issuerOf(config: Config): string {
  return config.publicUrl ?? `http://${reachableHost(config.host)}:${config.port}`;
}

/** The HTTP application, not yet listening. */
export function createHttp(
  config: Config,
  services: Services,
  { log, state }: { log: Logger; state: HttpState },
): Promise<FastifyInstance> {
  const issuer = () => issuerOf(config);
  const { db, blobs, documents, models } = services;
  return createApp({
    routes: allRoutes({ ...services, ...config, publicUrl: () => state.publicUrl }),
    log,
    maxBodyBytes: bodyBytes(config.maxDocumentBytes),
    authenticator: createAuthenticator({ ...services, issuer, requireApiKey: config.requireApiKey }),
    writer: createWriter(services),
    admit: createRateLimit(config.rateLimit === null ? null : { requestsPerSecond: config.rateLimit }).admit,
    async extend(app) {
      registerHealth(app, {
        checks: { database: () => sql`select 1`.execute(db), documents: () => blobs.healthy() },
        details: { containers: () => state.checkContainers(), timeScale: async () => config.timeScale },
        isStopping: () => state.stopping,
      });
      registerMetrics(app, {
        las_documents_waiting: { help: 'Documents that wait to be read.', value: () => documents.waiting },
        las_documents_reading: { help: 'Documents that are being read.', value: () => documents.active },
        las_extractions_waiting: {
          help: 'Predictions that wait for their fields to be extracted.',
          value: () => models.queued,
        },
      });
      await registerReference(app, { version });
      await registerSignIn(app, { ...services, issuer });
    },
  });
}

/** Listens, and notes under which address people reach it. */
export async function openHttp(
  app: FastifyInstance,
  { config, services, state }: { config: Config; services: Services; state: HttpState },
  closers: Closers,
): Promise<Listeners> {
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
