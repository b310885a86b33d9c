import type { QuotaResource } from '@las/contract';
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { Schema } from './schema.js';

const tables: Partial<Record<QuotaResource, keyof Schema>> = {
  appClient: 'app_clients',
  asset: 'assets',
  batch: 'batches',
  document: 'documents',
  model: 'models',
  prediction: 'predictions',
  secret: 'secrets',
  training: 'trainings',
  transition: 'transitions',
  user: 'users',
  workflow: 'workflows',
};

/** Creations of one resource in one organization queue up behind this until the transaction ends. */
export async function lockQuota(db: Database, organizationId: string, resource: QuotaResource): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`quota:${organizationId}:${resource}`}, 0))`.execute(db);
}

export async function countRows(db: Database, organizationId: string, resource: QuotaResource): Promise<number> {
  const table = tables[resource];
  if (!table) return 0;
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from ${sql.table(table)} where organization_id = ${organizationId}
  `.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Adds one to what was created this month (UTC) and gives the new count. */
export async function chargeMonth(db: Database, organizationId: string, resource: QuotaResource): Promise<number> {
  const { created } = await db
    .insertInto('usage_counters')
    .values({
      organization_id: organizationId,
      resource,
      month: sql<string>`date_trunc('month', now() at time zone 'utc')::date`,
      created: 1,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'resource', 'month']).doUpdateSet((eb) => ({
        created: eb('usage_counters.created', '+', 1),
      })),
    )
    .returning('created')
    .executeTakeFirstOrThrow();
  return created;
}
