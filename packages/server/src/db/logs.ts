import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { LogEvent, LogTable } from './schema.js';

export type { LogEvent } from './schema.js';

export type LogRow = Selectable<LogTable>;

/** What a list of logs can be narrowed by. */
export type LogFilter = Partial<
  Record<'workflow_id' | 'workflow_execution_id' | 'transition_id' | 'transition_execution_id', string>
>;

const columnsOfList = [
  'seq',
  'id',
  'workflow_id',
  'workflow_execution_id',
  'transition_id',
  'transition_execution_id',
  'start_time',
] as const;

export function pageOfLogs(
  db: Database,
  organizationId: string,
  filter: LogFilter,
  keyset: Keyset & { order: 'ascending' | 'descending' },
): Promise<Page<Omit<LogRow, 'organization_id'>>> {
  const query = db
    .selectFrom('logs')
    .select(columnsOfList)
    .where('organization_id', '=', organizationId)
    .where((eb) => eb.and(filter));
  return selectPage(query, keyset, keyset.order);
}

export function findLog(db: Database, organizationId: string, id: string): Promise<LogRow | undefined> {
  return db
    .selectFrom('logs')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The events of a log, in the order in which they were appended. */
export async function eventsOfLog(db: Database, logId: string): Promise<LogEvent[]> {
  const rows = await db
    .selectFrom('log_events')
    .select('events')
    .where('log_id', '=', logId)
    .orderBy('first_number')
    .execute();
  return rows.flatMap((row) => row.events);
}

export async function insertLog(db: Database, log: Insertable<LogTable>): Promise<void> {
  await db.insertInto('logs').values(log).execute();
}

/** Appends a batch to a log that is there. The same number again changes nothing: whoever does not know whether it was stored may repeat it. */
export async function appendLogEvents(
  db: Database,
  logId: string,
  firstNumber: number,
  events: LogEvent[],
): Promise<void> {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
  await sql`
    insert into log_events (log_id, first_number, events, bytes)
    select id, ${firstNumber}, ${JSON.stringify(events)}::json, ${bytes} from logs where id = ${logId}
    on conflict do nothing
  `.execute(db);
}

/** How much a log holds, and the time of its last event in seconds since 1970; 0 where there is none. */
export async function totalsOfLog(
  db: Database,
  logId: string,
): Promise<{ lines: number; bytes: number; lastTimestamp: number }> {
  const row = await db
    .selectFrom('log_events')
    .select([
      sql<number>`coalesce(sum(json_array_length(events)), 0)::int`.as('lines'),
      sql<number>`coalesce(sum(bytes), 0)::int`.as('bytes'),
    ])
    .where('log_id', '=', logId)
    .executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('log_events')
    .select('events')
    .where('log_id', '=', logId)
    .orderBy('first_number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const lastTimestamp = Math.max(0, ...(last?.events ?? []).map(({ timestamp }) => timestamp));
  return { ...row, lastTimestamp };
}
