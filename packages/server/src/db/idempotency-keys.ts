import { sql } from 'kysely';
import type { Database } from './database.js';

export function findIdempotencyKey(db: Database, organizationId: string, key: string) {
  return db
    .selectFrom('idempotency_keys')
    .select(['answer', 'request_hash'])
    .where('organization_id', '=', organizationId)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** False when the key is taken. While another transaction holds it, this waits for that one to end. */
export async function claimIdempotencyKey(
  db: Database,
  organizationId: string,
  key: string,
  requestHash: Buffer,
): Promise<boolean> {
  const result = await db
    .insertInto('idempotency_keys')
    .values({ organization_id: organizationId, key, request_hash: requestHash, answer: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function storeIdempotentAnswer(db: Database, organizationId: string, key: string, answer: Buffer) {
  await db
    .updateTable('idempotency_keys')
    .set({ answer })
    .where('organization_id', '=', organizationId)
    .where('key', '=', key)
    .execute();
}

export async function deleteOldIdempotencyKeys(db: Database, hours: number): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_time', '<', sql<Date>`now() - make_interval(hours => ${hours})`)
    .execute();
}
