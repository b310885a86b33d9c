import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';

/** What an organization has that refers to something. */
type Referring = 'transitions' | 'workflows';

async function idsWhere(
  db: Database,
  table: Referring,
  organizationId: string,
  condition: RawBuilder<boolean>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where organization_id = ${organizationId} and ${condition} order by seq
  `.execute(db);
  return rows.map((row) => row.id);
}

/** True of a container's configuration in a jsonb column that names the secret. */
function namesSecret(column: string, secretId: string): RawBuilder<boolean> {
  const config = sql.ref(column);
  return sql`(${config}->>'secretId' = ${secretId} or ${config}->'environmentSecrets' ? ${secretId})`;
}

export async function findSecretUsers(db: Database, organizationId: string, secretId: string): Promise<string[]> {
  return [
    ...(await idsWhere(db, 'transitions', organizationId, namesSecret('parameters', secretId))),
    ...(await idsWhere(db, 'workflows', organizationId, namesSecret('completed_config', secretId))),
  ];
}

export function findAssetUsers(db: Database, organizationId: string, assetId: string): Promise<string[]> {
  const named = sql<boolean>`exists (
    select from jsonb_each_text(coalesce(parameters->'assets', '{}')) as named where named.value = ${assetId}
  )`;
  return idsWhere(db, 'transitions', organizationId, named);
}

export function findTransitionUsers(db: Database, organizationId: string, transitionId: string): Promise<string[]> {
  return idsWhere(db, 'workflows', organizationId, sql<boolean>`transition_ids @> array[${transitionId}]`);
}
