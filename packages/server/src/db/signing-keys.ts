import { type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import type { SigningKeyTable } from './schema.js';

export type SigningKeyRow = Selectable<SigningKeyTable>;

/** All keys, the one that signs first. */
export function selectSigningKeys(db: Database): Promise<SigningKeyRow[]> {
  return db
    .selectFrom('signing_keys')
    .selectAll()
    .orderBy('retired_time', (order) => order.desc().nullsFirst())
    .orderBy('created_time', 'desc')
    .execute();
}

/** Lets one process at a time make a key, until its transaction ends. */
export async function lockSigningKeys(db: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('signing-keys', 0))`.execute(db);
}

export async function retireSigningKeys(db: Database): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ retired_time: sql<Date>`now()` })
    .where('retired_time', 'is', null)
    .execute();
}

export async function insertSigningKey(db: Database, key: { kid: string; private_key: Buffer }): Promise<void> {
  await db
    .insertInto('signing_keys')
    .values({ ...key, retired_time: null })
    .execute();
}

export async function deleteSigningKeysRetiredFor(db: Database, seconds: number): Promise<void> {
  await db
    .deleteFrom('signing_keys')
    .where('retired_time', '<', sql<Date>`now() - make_interval(secs => ${seconds})`)
    .execute();
}
