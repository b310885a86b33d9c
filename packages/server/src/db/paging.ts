import { type ReferenceExpression, type SelectQueryBuilder, sql } from 'kysely';
import type { Schema } from './schema.js';

/** Which part of a list to get: at most `limit` rows, behind the row with `after` in the list's order. */
export interface Keyset {
  limit: number;
  after: string | null;
}

/** Rows of one page, and the key behind which the next one starts. */
export interface Page<Row> {
  rows: Row[];
  next: string | null;
}

/** A page of a query in the order of `seq`, newest first unless told otherwise. Rows that come and go do not shift it. */
export async function selectPage<Table extends keyof Schema, Row extends { seq: string }>(
  query: SelectQueryBuilder<Schema, Table, Row>,
  keyset: Keyset,
  order: 'ascending' | 'descending' = 'descending',
): Promise<Page<Row>> {
  const seq = sql.ref('seq') as unknown as ReferenceExpression<Schema, Table>;
  const behind = order === 'descending' ? '<' : '>';
  const bounded =
    keyset.after === null ? query : query.where(sql<boolean>`${sql.ref('seq')} ${sql.raw(behind)} ${keyset.after}`);
  const rows = await bounded
    .orderBy(seq as never, order === 'descending' ? 'desc' : 'asc')
    .limit(keyset.limit + 1)
    .execute();
  const page = rows.slice(0, keyset.limit);
  return { rows: page, next: rows.length > page.length ? (page.at(-1)?.seq ?? null) : null };
}
