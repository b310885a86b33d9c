import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';

/** Holds the locks of these contents until the transaction ends: their files neither come nor go meanwhile. */
export async function lockBlobs(trx: DatabaseTransaction, hashes: readonly string[]): Promise<void> {
  // In one order for everybody, so that no two transactions wait for each other.
  await sql`
    select pg_advisory_xact_lock(hashtextextended('blob:' || hash, 0))
    from unnest(${[...hashes].sort()}::text[]) as given(hash)
  `.execute(trx);
}

/** Locks the counts of these contents until the transaction ends, in one order for everybody. */
export async function lockBlobUses(trx: DatabaseTransaction, hashes: readonly string[]): Promise<void> {
  const among = sql<boolean>`hash = any(${[...hashes]})`;
  await trx.selectFrom('blobs').select('hash').where(among).orderBy('hash').forUpdate().execute();
}

/** Counts one more use of a content. */
export async function addBlobUse(trx: DatabaseTransaction, hash: string, size: number): Promise<void> {
  await trx
    .insertInto('blobs')
    .values({ hash, size, uses: 1 })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet((eb) => ({ uses: eb('blobs.uses', '+', 1) })))
    .execute();
}

/** Counts one use less for each mention of a hash, and gives the contents that nothing uses any more: their rows are gone. */
export async function dropBlobUses(trx: DatabaseTransaction, hashes: readonly string[]): Promise<string[]> {
  const given = [...hashes];
  await lockBlobUses(trx, given);
  await sql`
    update blobs set uses = uses - dropped.count
    from (select hash, count(*) as count from unnest(${given}::text[]) as given(hash) group by hash) as dropped
    where blobs.hash = dropped.hash
  `.execute(trx);
  const unused = await trx
    .deleteFrom('blobs')
    .where(sql<boolean>`hash = any(${given})`)
    .where('uses', '<=', 0)
    .returning('hash')
    .execute();
  return unused.map((row) => row.hash);
}

/** Those of the hashes that something uses. */
export async function findUsedBlobs(db: Database, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('blobs')
    .select('hash')
    .where(sql<boolean>`hash = any(${[...hashes]})`)
    .execute();
  return new Set(rows.map((row) => row.hash));
}
