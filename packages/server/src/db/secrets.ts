import type { Selectable, Updateable } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { SecretTable } from './schema.js';

/** A secret without its data, which no list and no answer needs. */
export type SecretRow = Omit<Selectable<SecretTable>, 'data'>;

const columns = ['seq', 'id', 'organization_id', 'name', 'description', 'created_time'] as const;

function select(db: Database, organizationId: string) {
  return db.selectFrom('secrets').select(columns).where('organization_id', '=', organizationId);
}

export function insertSecret(
  db: Database,
  secret: { id: string; organization_id: string; name: string | null; description: string | null; data: Buffer },
): Promise<SecretRow> {
  return db.insertInto('secrets').values(secret).returning(columns).executeTakeFirstOrThrow();
}

export function pageOfSecrets(db: Database, organizationId: string, keyset: Keyset): Promise<Page<SecretRow>> {
  return selectPage(select(db, organizationId), keyset);
}

/** A secret's data, sealed. */
export async function findSecretData(db: Database, organizationId: string, id: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('secrets')
    .select('data')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.data;
}

export function updateSecretRow(
  db: Database,
  organizationId: string,
  id: string,
  changes: Pick<Updateable<SecretTable>, 'name' | 'description' | 'data'>,
): Promise<SecretRow | undefined> {
  return db
    .updateTable('secrets')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
}

/** Locks the row until the transaction ends: nothing starts to refer to it meanwhile. */
export function lockSecret(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<SecretRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function deleteSecretRow(db: Database, organizationId: string, id: string): Promise<void> {
  await db.deleteFrom('secrets').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

/** The sealed data of those that are there. */
export function sealedSecrets(
  db: Database,
  organizationId: string,
  ids: readonly string[],
): Promise<{ id: string; data: Buffer }[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('secrets')
    .select(['id', 'data'])
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute();
}
