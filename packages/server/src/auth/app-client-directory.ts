import { findAppClientByClientId } from '../db/app-clients.js';
import type { Database } from '../db/database.js';
import { findTaskCredentials } from '../db/task-credentials.js';
import { isTaskClientId } from '../domain/client-credentials.js';
import { createExpiringCache } from './expiring-cache.js';

/** What signing in needs to know of an app client, or of the container of a task, which signs in like one. */
export interface KnownAppClient {
  /** Of a task: the id of its transition execution. */
  appClientId: string;
  organizationId: string;
  /** SHA-256; null: a public app client, which has no secret. */
  secretHash: Buffer | null;
  apiKeyHash: Buffer;
  /** Set for the container of a task. */
  taskExecutionId?: string;
}

/** Finds app clients by client id, from memory where it was asked for lately. */
export interface AppClientDirectory {
  /** At most 30 s old, of a task 1 s. Undefined where there is none. */
  find(clientId: string): Promise<KnownAppClient | undefined>;
}

/** A deleted app client is let in for this long at most. */
const secondsKept = 30;
/** The container of a task that has ended is let in for this long at most. */
const taskSecondsKept = 1;
const clientIdPattern = /^(task-)?[0-9a-f]{32}$/;

async function findAppClient(db: Database, clientId: string): Promise<KnownAppClient | null> {
  const row = await findAppClientByClientId(db, clientId);
  if (!row) return null;
  return {
    appClientId: row.id,
    organizationId: row.organization_id,
    secretHash: row.client_secret_hash,
    apiKeyHash: row.api_key_hash,
  };
}

async function findTask(db: Database, clientId: string): Promise<KnownAppClient | null> {
  const row = await findTaskCredentials(db, clientId);
  if (!row) return null;
  return {
    appClientId: row.transition_execution_id,
    taskExecutionId: row.transition_execution_id,
    organizationId: row.organization_id,
    secretHash: row.client_secret_hash,
    apiKeyHash: row.api_key_hash,
  };
}

export function createAppClientDirectory(options: { db: Database; now?: () => number }): AppClientDirectory {
  const { db, now = Date.now } = options;
  // That there is no such app client is remembered as well: repeating the question costs the database nothing.
  const known = createExpiringCache<KnownAppClient | null>({ maxEntries: 10_000, now });
  const asked = new Map<string, Promise<KnownAppClient | null>>();

  async function ask(clientId: string): Promise<KnownAppClient | null> {
    const askedAt = now();
    const isTask = isTaskClientId(clientId);
    const client = await (isTask ? findTask : findAppClient)(db, clientId);
    known.set(clientId, client, askedAt + (isTask ? taskSecondsKept : secondsKept) * 1000);
    return client;
  }

  return {
    async find(clientId) {
      if (!clientIdPattern.test(clientId)) return undefined;
      const remembered = known.get(clientId);
      if (remembered !== undefined) return remembered ?? undefined;
      const earlier = asked.get(clientId);
      if (earlier) return (await earlier) ?? undefined;
      const question = ask(clientId).finally(() => asked.delete(clientId));
      asked.set(clientId, question);
      return (await question) ?? undefined;
    },
  };
}
