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

  function retryLater(error: unknown): void {
    if (closed) return;
    options.onError(error);
    retry = setTimeout(() => void connect().catch(retryLater), retryAfterMs);
  }

  async function connect(): Promise<void> {
    const connection = await pool.connect();
    if (closed) return connection.release();
    connection.on('notification', ({ payload }) => options.onNotice(payload ?? ''));
    connection.once('error', (error) => {
      client = undefined;
      connection.release(true);
      retryLater(error);
    });
    client = connection;
    await connection.query(`listen ${options.channel}`);
    options.onGap();
  }

  void connect().catch(retryLater);
  return {
    close() {
      closed = true;
      clearTimeout(retry);
      client?.release(true);
      client = undefined;
    },
  };
}
