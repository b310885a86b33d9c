import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, TransitionExecution, TransitionExecutionUpdate } from '@las/contract';
import { endpoints } from '@las/contract';
import pino from 'pino';
import { createAppClientDirectory } from '../auth/app-client-directory.js';
import { createAuthenticator } from '../auth/authenticator.js';
import { registerSignIn } from '../auth/sign-in.js';
import { openSigningKeys } from '../auth/signing-keys.js';
import { createVault } from '../auth/vault.js';
import { createFolderBlobStore } from '../blobs/index.js';
import type { OpenDoor } from '../containers/api-door.js';
import { createNextTokens } from '../domain/next-token.js';
import { createQuotas } from '../domain/quotas.js';
import { createApp } from '../http/app.js';
import type { Routes } from '../http/register.js';
import { documentRoutes } from '../http/routes/documents.js';
import { createWriter } from '../http/write.js';
import { createDoors } from '../start/api-door.js';
import type { TestDatabase } from './database.js';

/** A service as a container sees it: real sign-in and doors; transition executions that have an input, and note how they end. */
export interface TaskApi {
  openDoor: OpenDoor;
  /** What programs have ended their executions with, by execution. */
  ended: Map<string, TransitionExecutionUpdate>;
  close(): Promise<void>;
}

export async function startTaskApi({ db }: TestDatabase, input: JsonObject): Promise<TaskApi> {
  const log = pino({ level: 'error' });
  const vault = createVault(randomBytes(32));
  const folder = await mkdtemp(join(tmpdir(), 'las-task-api-'));
  const keys = await openSigningKeys({ db, vault, onError: () => {} });
  const clients = createAppClientDirectory({ db });
  const ended = new Map<string, TransitionExecutionUpdate>();
  const issuer = () => 'https://las.example.com';
  const answer = (params: { transitionId: string; executionId: string }, status: TransitionExecution['status']) => ({
    ...params,
    status,
    input,
    completedBy: null,
  });
  const missing = async () => {
    throw new Error('This operation is not part of the test.');
  };
  const services = { db, vault, nextTokens: createNextTokens(vault), blobs: await createFolderBlobStore(folder) };
  const routes = {
    ...(Object.fromEntries(Object.keys(endpoints).map((name) => [name, missing])) as unknown as Routes),
    ...documentRoutes({ ...services, maxDocumentBytes: 1_000_000 }),
    getTransitionExecution: async ({ params }) => answer(params, 'running'),
    updateTransitionExecution: async ({ params, body }) => {
      ended.set(params.executionId, body);
      return answer(params, 'succeeded');
    },
  } satisfies Routes;
  const app = await createApp({
    routes,
    log,
    maxBodyBytes: 1_000_000,
    authenticator: createAuthenticator({ clients, keys, issuer, requireApiKey: true }),
    writer: createWriter({ db, vault, quotas: createQuotas({}) }),
    admit: () => {},
    extend: (extended) => registerSignIn(extended, { clients, keys, vault, issuer }),
  });
  return {
    openDoor: createDoors(app, join(folder, 'certificate')),
    ended,
    async close() {
      await app.close();
      keys.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
