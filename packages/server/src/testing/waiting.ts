import type { Pool } from 'pg';
import { expect } from 'vitest';

/** Resolves once so many connections of this database wait for a lock. */
export async function untilWaiting(pool: Pool, connections = 1): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await pool.query(
          `select count(*)::int as waiting from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows[0].waiting;
      },
      { timeout: 10_000 },
    )
    .toBe(connections);
}
