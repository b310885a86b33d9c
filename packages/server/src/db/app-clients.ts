import type { Insertable, Selectable } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { AppClientTable } from './schema.js';

export type AppClientRow = Selectable<AppClientTable>;

export async function insertAppClient(db: Database, appClient: Insertable<AppClientTable>): Promise<AppClientRow> {
  return db.insertInto('app_clients').values(appClient).returningAll().executeTakeFirstOrThrow();
}

export function pageOfAppClients(db: Database, organizationId: string, keyset: Keyset): Promise<Page<AppClientRow>> {
  return selectPage(db.selectFrom('app_clients').selectAll().where('organization_id', '=', organizationId), keyset);
}

export async function updateAppClientRow(
  db: Database,
  organizationId: string,
  id: string,
  changes: { name?: string | null; description?: string | null },
): Promise<AppClientRow | undefined> {
  return db
    .updateTable('app_clients')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteAppClientRow(
  db: Database,
  organizationId: string,
  id: string,
): Promise<AppClientRow | undefined> {
  return db
    .deleteFrom('app_clients')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** The one query that names no organization: it tells which one a client id belongs to. */
export function findAppClientByClientId(db: Database, clientId: string) {
  return db
    .selectFrom('app_clients')
    .select(['id', 'organization_id', 'client_secret_hash', 'api_key_hash'])
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** Where users of an app client sign in. The app client cannot be deleted until the transaction ends. */
export function holdLoginUrl(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<{ default_login_url: string | null } | undefined> {
  return trx
    .selectFrom('app_clients')
    .select('default_login_url')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
}
