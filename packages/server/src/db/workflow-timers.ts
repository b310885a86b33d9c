import { sql } from 'kysely';
import type { Database } from './database.js';

export interface DueTimer {
  executionId: string;
  timerId: string;
  /** Negative when it is overdue. */
  milliseconds: number;
}

/** Timers that are due within a time, the oldest first. */
export async function findDueTimers(
  db: Database,
  { withinMs, limit }: { withinMs: number; limit: number },
): Promise<DueTimer[]> {
  const { rows } = await sql<DueTimer>`
    select execution_id as "executionId", timer_id as "timerId",
      extract(epoch from due_time - now())::float8 * 1000 as milliseconds
    from workflow_timers where due_time <= now() + make_interval(secs => ${withinMs / 1000})
    order by due_time limit ${limit}
  `.execute(db);
  return rows;
}

export async function deleteTimer(db: Database, executionId: string, timerId: string): Promise<void> {
  await db
    .deleteFrom('workflow_timers')
    .where('execution_id', '=', executionId)
    .where('timer_id', '=', timerId)
    .execute();
}
