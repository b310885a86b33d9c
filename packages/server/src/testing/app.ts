import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allScopes, type EndpointName, endpoints, type HttpMethod } from '@las/contract';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { Check, Errors } from 'typebox/value';
import { createVault, type Vault } from '../auth/vault.js';
import { type BlobStore, createFolderBlobStore } from '../blobs/index.js';
import type { Database } from '../db/database.js';
import type { BuiltIn } from '../domain/built-in/built-in.js';
import { confidenceBuiltIn } from '../domain/built-in/confidence.js';
import { failedBuiltIn } from '../domain/built-in/failed.js';
import { createExecutionServices, type ExecutionServices } from '../domain/execution/execution-services.js';
import { createSchemaValidator } from '../domain/json-schema/schema-validator.js';
import { createNextTokens, type NextTokens } from '../domain/next-token.js';
import { createQuotas, type QuotaTable } from '../domain/quotas.js';
import { createApp } from '../http/app.js';
import type { Routes } from '../http/register.js';
import { createWriter } from '../http/write.js';
import { completedQueue } from '../jobs/run-completed-container.js';
import type { TestDatabase } from './database.js';

export interface TestServices extends ExecutionServices {
  /** Those that need nothing but a database. */
  builtIns: ReadonlyMap<string, BuiltIn>;
  db: Database;
  vault: Vault;
  nextTokens: NextTokens;
  blobs: BlobStore;
}

export interface TestAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  headers: Record<string, unknown>;
}

export interface TestApp {
  app: FastifyInstance;
  services: TestServices;
  /**
   * The organization of the stand-in caller; `x-test-organization` in the headers makes it another, `x-test-task` the container
   * of that transition execution.
   */
  organizationId: string;
  inject(method: HttpMethod, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  close(): Promise<void>;
}

const clientId = 'test-client';

/** What the endpoint table says that a 200 answer of this operation looks like. */
function checkAnswer(operation: string | undefined, body: unknown): void {
  const schema = operation && endpoints[operation as EndpointName].answer;
  if (schema && !Check(schema, body)) {
    throw new Error(
      `${operation} answers ${JSON.stringify(body)}: ${JSON.stringify(Errors(schema, body).slice(0, 3))}`,
    );
  }
}

/** An app with some routes only, a real database, a real blob folder, and a stand-in for sign-in. Answers are checked against the contract. */
export async function testApp(
  database: TestDatabase,
  routesOf: (services: TestServices) => Partial<Routes>,
  overrides: { quotas?: QuotaTable; maxBodyBytes?: number; appClientId?: string; timeScale?: number } = {},
): Promise<TestApp> {
  const vault = createVault(randomBytes(32));
  const blobs = await createFolderBlobStore(await mkdtemp(join(tmpdir(), 'las-blobs-')));
  const validator = createSchemaValidator({ threads: 1 });
  const builtIns = new Map([confidenceBuiltIn(database), failedBuiltIn].map((one) => [one.id, one]));
  const executions = createExecutionServices({
    db: database.db,
    builtIns,
    validator,
    mailQueue: null,
    completedQueue,
    timeScale: overrides.timeScale ?? 1,
  });
  const services: TestServices = {
    ...executions,
    builtIns,
    db: database.db,
    vault,
    nextTokens: createNextTokens(vault),
    blobs,
  };
  const organizationId = await database.addOrganization();
  const missing = async () => {
    throw new Error('This operation is not part of the test.');
  };
  const none = Object.fromEntries(Object.keys(endpoints).map((name) => [name, missing])) as unknown as Routes;
  const app = await createApp({
    routes: { ...none, ...routesOf(services) },
    log: pino({ level: 'error' }),
    maxBodyBytes: overrides.maxBodyBytes ?? 30_000_000,
    authenticator: {
      authenticate: async (headers) => ({
        organizationId: String(headers['x-test-organization'] ?? organizationId),
        appClientId: overrides.appClientId ?? `las:app-client:${'0'.repeat(32)}`,
        clientId,
        scopes: new Set(allScopes),
        ...(headers['x-test-task'] ? { taskExecutionId: String(headers['x-test-task']) } : {}),
      }),
    },
    writer: createWriter({ db: database.db, vault, quotas: createQuotas(overrides.quotas ?? {}) }),
    admit: () => {},
    extend: async () => {},
  });
  const operations = new Map<string, string>();
  app.addHook('onSend', async (request) => {
    if (request.routeOptions.config.operation) operations.set(request.id, request.routeOptions.config.operation);
  });
  return {
    app,
    services,
    organizationId,
    async inject(method, path, body, headers = {}) {
      const answer = await app.inject({
        method,
        url: path.startsWith('/v1') ? path : `/v1${path}`,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      const parsed: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
      if (answer.statusCode === 200) checkAnswer(operations.get(String(answer.headers['x-request-id'])), parsed);
      return { status: answer.statusCode, body: parsed, headers: answer.headers };
    },
    async close() {
      executions.bell.close();
      executions.news.close();
      await app.close();
      await validator.close();
    },
  };
}
