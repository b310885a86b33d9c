import { sql } from 'kysely';
import type { Database } from './database.js';

export interface QueueCounts {
  waiting: number;
  oldestWaitingSeconds: number | null;
  doneLastHour: number;
  doneLastDay: number;
  medianHandlingSeconds: number | null;
}

export interface HeldWork {
  executionId: string;
  holder: string;
  seconds: number;
  secondsSinceHeartbeat: number;
}

/** What waits at a transition and what was done. Work that was put back does not count as done. */
export async function countQueue(db: Database, organizationId: string, transitionId: string): Promise<QueueCounts> {
  const { rows } = await sql<QueueCounts>`
    with waits as (
      select count(*)::int as waiting,
        case when count(*) > 0 then greatest(extract(epoch from now() - min(queued_time)), 0)::float8 end
          as "oldestWaitingSeconds"
      from transition_executions
      where organization_id = ${organizationId} and transition_id = ${transitionId} and phase = 'waiting'
    ),
    done as (
      select count(*)::int as "doneLastDay",
        count(*) filter (where end_time > now() - interval '1 hour')::int as "doneLastHour",
        percentile_cont(0.5) within group (order by greatest(extract(epoch from end_time - start_time), 0))::float8
          as "medianHandlingSeconds"
      from transition_executions
      where organization_id = ${organizationId} and transition_id = ${transitionId}
        and phase = 'ended' and kind = 'manual' and status <> 'retry' and completed_by is not null
        and end_time > now() - interval '1 day'
    )
    select * from waits, done
  `.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error('An aggregate gives a row.');
  return counts;
}

export async function findHeldWork(
  db: Database,
  organizationId: string,
  transitionId: string,
  limit: number,
): Promise<HeldWork[]> {
  const { rows } = await sql<HeldWork>`
    select id as "executionId", holder, greatest(extract(epoch from now() - start_time), 0)::float8 as seconds,
      greatest(extract(epoch from now() - heartbeat_time), 0)::float8 as "secondsSinceHeartbeat"
    from transition_executions
    where organization_id = ${organizationId} and transition_id = ${transitionId} and phase = 'held'
    order by start_time, seq limit ${limit}
  `.execute(db);
  return rows;
}
