import { type RawBuilder, sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** Where waiting work is made known: the transition, a space, and how many pieces. */
export const workChannel = 'las_work';

/**
 * Makes waiting work known when the transaction is committed; `count` is over the transitions of it.
 * PostgreSQL gives equal notices of one transaction out once, hence the number of pieces.
 * @param work rows with their `transition_id`.
 */
export function noticeWaiting(work: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select count(pg_notify(${sql.lit(workChannel)}, transition_id || ' ' || pieces)) from (
      select transition_id, count(*) as pieces from ${work} as work group by transition_id
    ) as waiting
  `;
}

/** Reads such a notice. */
export function readWorkNotice(payload: string): { transitionId: string; pieces: number } {
  const [transitionId = '', pieces = '1'] = payload.split(' ');
  return { transitionId, pieces: Number(pieces) };
}

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
