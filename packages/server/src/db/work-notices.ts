import { type RawBuilder, sql } from 'kysely';

/** The channel on which it is made known that work waits at a transition. */
export const workChannel = 'las_work';

/** Work that waits, as it is made known. */
export interface WorkNotice {
  transitionId: string;
  pieces: number;
}

/**
 * A query, to be part of a statement, that makes waiting work known once the transaction is committed.
 *
 * @param rows what comes after `from`, a row with `transition_id` for each piece. They are counted: PostgreSQL delivers equal
 *   notices of one transaction once.
 */
export function noticeWaiting(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select count(pg_notify(${sql.lit(workChannel)}, transition_id || ' ' || pieces))
    from (select transition_id, count(*) as pieces from ${rows} group by transition_id) waiting`;
}

export function parseWorkNotice(payload: string): WorkNotice {
  const [transitionId = '', pieces] = payload.split(' ');
  return { transitionId, pieces: Number(pieces) || 1 };
}
