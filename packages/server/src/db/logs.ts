import type { Selectable } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { LogTable } from './schema.js';

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
): Promise<Page<Omit<LogRow, 'events' | 'organization_id'>>> {
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
