import type { Insertable, Selectable } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { UserTable } from './schema.js';

export type UserRow = Selectable<UserTable>;

function select(db: Database, organizationId: string) {
  return db.selectFrom('users').selectAll().where('organization_id', '=', organizationId);
}

/** Undefined when the organization has a user with this address in whatever case. */
export function insertUser(db: Database, user: Insertable<UserTable>): Promise<UserRow | undefined> {
  return db
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

export function findUser(db: Database, organizationId: string, id: string): Promise<UserRow | undefined> {
  return select(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export function pageOfUsers(db: Database, organizationId: string, keyset: Keyset): Promise<Page<UserRow>> {
  return selectPage(select(db, organizationId), keyset);
}

export function updateUserRow(
  db: Database,
  organizationId: string,
  id: string,
  changes: { name?: string | null; avatar?: string | null },
): Promise<UserRow | undefined> {
  return db
    .updateTable('users')
    .set(changes)
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export function deleteUserRow(db: Database, organizationId: string, id: string): Promise<UserRow | undefined> {
  return db
    .deleteFrom('users')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}
