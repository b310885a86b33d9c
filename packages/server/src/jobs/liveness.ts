import type { FastifyBaseLogger } from 'fastify';
import type { Pool, PoolClient } from 'pg';
import { liveLock, liveUnlock } from '../db/jobs.js';
import { errorFields } from '../logging/error-fields.js';

/**
 * Shows the other processes which workers of this one live: by locks on a connection of its own, which PostgreSQL drops
 * the moment the process dies. The queue by itself would hold a dead worker's jobs for four hours.
 */
export interface Liveness {
  /** Resolves once others can see it. */
  add(worker: string): Promise<void>;
  remove(worker: string): Promise<void>;
  close(): Promise<void>;
}

const retryAfter = 500;

/** So that a machine that vanishes without a word is noticed in half a minute. Without effect on a Unix socket. */
const keepAlive = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4';

export async function showLiveness({ pool, log }: { pool: Pool; log: FastifyBaseLogger }): Promise<Liveness> {
  const workers = new Set<string>();
  let client: PoolClient | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;
  let last = Promise.resolve();

  /** One after another, as a connection takes them. */
  function run(query: { text: string; values: string[] }): Promise<void> {
    last = last
      .then(async () => void (await client?.query(query)))
      .catch((error) => log.warn(errorFields(error), 'worker lock not changed'));
    return last;
  }

  async function connect(): Promise<void> {
    const connection = await pool.connect();
    try {
      await connection.query(keepAlive);
      for (const worker of workers) await connection.query(liveLock(worker));
    } catch (error) {
      connection.release(true);
      throw error;
    }
    connection.once('error', (error) => {
      client = undefined;
      connection.release(true);
      log.warn(errorFields(error), 'connection that shows the workers to live is lost');
      reconnect();
    });
    client = connection;
  }

  function reconnect(): void {
    if (closed) return;
    retry = setTimeout(() => connect().catch(reconnect), retryAfter);
  }

  await connect();
  return {
    add(worker) {
      workers.add(worker);
      return run(liveLock(worker));
    },
    remove(worker) {
      workers.delete(worker);
      return run(liveUnlock(worker));
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      // The connection is ended, not handed back: its locks go with it.
      client?.release(true);
    },
  };
}
