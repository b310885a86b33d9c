import { sql } from 'kysely';
import type { Database } from './database.js';
import { prepared } from './prepared.js';

const findPlanned = prepared(['organizationId', 'key'], (db, slot) =>
  db
    .selectFrom('idempotency_keys')
    .select(['answer', 'request_hash'])
    .where('organization_id', '=', slot.organizationId)
    .where('key', '=', slot.key),
);

export async function findIdempotencyKey(db: Database, organizationId: string, key: string) {
  const [row] = await findPlanned(db, { organizationId, key });
  return row;
}

const insertPlanned = prepared(['organizationId', 'key', 'requestHash', 'answer'], (db, slot) => {
  const query = sql<{ key: string }>`
    insert into idempotency_keys (organization_id, key, request_hash, answer)
    values (${slot.organizationId}, ${slot.key}, ${slot.requestHash}, ${slot.answer})
    on conflict do nothing returning key
  `;
  return { compile: () => query.compile(db) };
});

/** False when the key is taken. While another transaction takes it, this waits for that one to end. */
export async function insertIdempotentAnswer(
  db: Database,
  taken: { organizationId: string; key: string; requestHash: Buffer; answer: Buffer },
): Promise<boolean> {
  return (await insertPlanned(db, taken)).length > 0;
}

export async function deleteOldIdempotencyKeys(db: Database, hours: number): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('created_time', '<', sql<Date>`now() - make_interval(hours => ${hours})`)
    .execute();
}
