import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { Schema } from './schema.js';

/** Order of a list of executions. */
export interface Sorting {
  sortBy: 'startTime' | 'endTime' | undefined;
  order: 'ascending' | 'descending';
}

type SortKeys = Record<'startTime' | 'endTime', RawBuilder<string>>;

/** What has not started or ended sorts behind what has. */
const nullableKeys: SortKeys = {
  startTime: sql<string>`coalesce(start_time, 'infinity')`,
  endTime: sql<string>`coalesce(end_time, 'infinity')`,
};

/** Of a table where all have started: as its index has it. */
export const startedKeys: SortKeys = { ...nullableKeys, startTime: sql<string>`start_time` };

/** A page by a time and, among equal times, by `seq`; only by `seq` when no time is asked for. */
export async function selectSortedPage<Table extends keyof Schema, Row extends { seq: string }>(
  query: SelectQueryBuilder<Schema, Table, Row>,
  { sortBy, order }: Sorting,
  keyset: Keyset,
  keys = nullableKeys,
): Promise<Page<Row>> {
  if (sortBy === undefined) return selectPage(query, keyset, order);
  const { limit, after } = keyset;
  const key = keys[sortBy];
  const [lastKey, lastSeq] = after?.split('|') ?? [];
  const behind = sql.raw(order === 'descending' ? '<' : '>');
  const bounded =
    lastKey === undefined || lastSeq === undefined
      ? query
      : query.where(sql<boolean>`(${key}, seq) ${behind} (${lastKey}::timestamptz, ${lastSeq}::bigint)`);
  const direction = order === 'descending' ? 'desc' : 'asc';
  const rows = await bounded
    .select(sql<string>`(${key})::text`.as('sort_key'))
    .orderBy(key as never, direction)
    .orderBy(sql.ref('seq') as never, direction)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > page.length && last ? `${(last as { sort_key: string }).sort_key}|${last.seq}` : null;
  return { rows: page as Row[], next };
}
