import { sql } from 'kysely';
import type { Database } from './database.js';

export async function insertOrganization(db: Database, organization: { id: string; name: string }): Promise<void> {
  await db.insertInto('organizations').values(organization).execute();
}

export async function findOrganizationName(db: Database, id: string): Promise<string> {
  const { name } = await db.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirstOrThrow();
  return name;
}

export async function hasOrganization(db: Database): Promise<boolean> {
  return (await db.selectFrom('organizations').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Lets one process at a time ask whether there is any, until its transaction ends. */
export async function lockOrganizations(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('organizations', 0))`.execute(db);
}
