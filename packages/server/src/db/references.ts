import { sql } from 'kysely';
import type { DatabaseTransaction } from './database.js';

export type ReferredTable = 'assets' | 'batches' | 'secrets' | 'transitions';

/** Those of the ids that are the organization's own. None of them can be deleted until the transaction ends. */
export async function holdRows(
  trx: DatabaseTransaction,
  table: ReferredTable,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)}
    where organization_id = ${organizationId} and id = any(${[...ids]})
    for key share
  `.execute(trx);
  return new Set(rows.map((row) => row.id));
}
