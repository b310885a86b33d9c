import type { Pool, PoolClient } from 'pg';

const retryAfterMs = 500;

/** Hears what other processes, and this one, make known in the database on a channel. */
export interface Notices {
  close(): void;
}

/**
 * Listens on a connection of its own, and again whenever it breaks. What was said meanwhile is lost: `onGap` is told, and
 * everybody who relies on it looks again.
 */
export function listenForNotices(
  pool: Pool,
  options: { channel: string; onNotice(payload: string): void; onGap(): void; onError(error: unknown): void },
): Notices {
  let client: PoolClient | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  /** Of a connection that breaks in the middle of a query, both say so: it is replaced once. */
  function replace(broken: PoolClient, error: unknown): void {
    if (client !== broken) return;
    client = undefined;
    broken.release(true);
    retryLater(error);
  }

  function retryLater(error: unknown): void {
    if (closed) return;
    options.onError(error);
    retry = setTimeout(connect, retryAfterMs);
  }

  async function listen(connection: PoolClient): Promise<void> {
    if (closed) return connection.release();
    client = connection;
    connection.on('notification', ({ payload }) => options.onNotice(payload ?? ''));
    connection.once('error', (error) => replace(connection, error));
    try {
      await connection.query(`listen ${options.channel}`);
    } catch (error) {
      return replace(connection, error);
    }
    if (client === connection) options.onGap();
  }

  function connect(): void {
    pool.connect().then(listen).catch(retryLater);
  }

  connect();
  return {
    close() {
      closed = true;
      clearTimeout(retry);
      client?.release(true);
      client = undefined;
    },
  };
}
