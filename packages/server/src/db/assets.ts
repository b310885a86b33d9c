import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { AssetTable } from './schema.js';

export type AssetRow = Selectable<AssetTable>;

function select(db: Database, organizationId: string) {
  return db.selectFrom('assets').selectAll().where('organization_id', '=', organizationId);
}

export function insertAsset(db: Database, asset: Insertable<AssetTable>): Promise<AssetRow> {
  return db.insertInto('assets').values(asset).returningAll().executeTakeFirstOrThrow();
}

export function findAsset(db: Database, organizationId: string, id: string): Promise<AssetRow | undefined> {
  return select(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export function pageOfAssets(db: Database, organizationId: string, keyset: Keyset): Promise<Page<AssetRow>> {
  return selectPage(select(db, organizationId), keyset);
}

/** Locks the row until the transaction ends against changes, but not against others that refer to it. */
export function lockAssetForChange(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<AssetRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Locks the row until the transaction ends: nothing starts to refer to it meanwhile. */
export function lockAssetForDeletion(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<AssetRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function updateAssetRow(
  db: Database,
  organizationId: string,
  id: string,
  changes: Pick<Updateable<AssetTable>, 'name' | 'description' | 'blob_hash'>,
): Promise<AssetRow> {
  return db
    .updateTable('assets')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteAssetRow(db: Database, organizationId: string, id: string): Promise<void> {
  await db.deleteFrom('assets').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}
