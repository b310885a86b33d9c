import type { Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { BatchTable } from './schema.js';

export type BatchRow = Selectable<BatchTable> & { num_documents: string };

function select(db: Database, organizationId: string) {
  return db
    .selectFrom('batches')
    .selectAll('batches')
    .select((eb) =>
      eb
        .selectFrom('documents')
        .whereRef('documents.batch_id', '=', 'batches.id')
        .select(eb.fn.countAll<string>().as('count'))
        .$asScalar()
        .$notNull()
        .as('num_documents'),
    )
    .where('organization_id', '=', organizationId);
}

export interface NewBatch {
  id: string;
  organization_id: string;
  name: string | null;
  description: string | null;
  contains_personally_identifiable_information: boolean;
  retention_in_days: number;
  storage_location: string;
}

export async function insertBatch(db: Database, batch: NewBatch): Promise<BatchRow> {
  const row = await db.insertInto('batches').values(batch).returningAll().executeTakeFirstOrThrow();
  return { ...row, num_documents: '0' };
}

export function pageOfBatches(db: Database, organizationId: string, keyset: Keyset): Promise<Page<BatchRow>> {
  return selectPage(select(db, organizationId), keyset);
}

/** Locks the row until the transaction ends: no document comes into it meanwhile. */
export async function lockBatch(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<BatchRow | undefined> {
  const mine = trx
    .selectFrom('batches')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id);
  await mine.forUpdate().execute();
  // Counted by a second statement: one that had to wait for the lock would not see the documents that came in meanwhile.
  return select(trx, organizationId).where('id', '=', id).executeTakeFirst();
}

export async function updateBatchRow(
  db: Database,
  organizationId: string,
  id: string,
  changes: { name?: string | null; description?: string | null },
): Promise<BatchRow | undefined> {
  await db
    .updateTable('batches')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
  return select(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export async function deleteBatchRow(db: Database, organizationId: string, id: string): Promise<void> {
  await db.deleteFrom('batches').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}
