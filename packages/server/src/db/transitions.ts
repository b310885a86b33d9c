import type { DockerParameters, JsonObject, ManualParameters, TransitionType } from '@las/contract';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { TransitionTable } from './schema.js';

export type TransitionRow = Selectable<TransitionTable>;

export interface TransitionValues {
  name: string | null;
  description: string | null;
  parameters: DockerParameters | ManualParameters;
  input_json_schema: JsonObject | null;
  output_json_schema: JsonObject | null;
}

function select(db: Database, organizationId: string) {
  return db.selectFrom('transitions').selectAll().where('organization_id', '=', organizationId);
}

function toColumns(values: TransitionValues) {
  const { input_json_schema: input, output_json_schema: output } = values;
  return {
    ...values,
    parameters: JSON.stringify(values.parameters),
    input_json_schema: input && JSON.stringify(input),
    output_json_schema: output && JSON.stringify(output),
  };
}

export function insertTransition(
  db: Database,
  transition: TransitionValues & { id: string; organization_id: string; transition_type: TransitionType },
): Promise<TransitionRow> {
  return db
    .insertInto('transitions')
    .values({ ...transition, ...toColumns(transition) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export function findTransition(db: Database, organizationId: string, id: string): Promise<TransitionRow | undefined> {
  return select(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export function pageOfTransitions(
  db: Database,
  organizationId: string,
  types: readonly TransitionType[] | undefined,
  keyset: Keyset,
): Promise<Page<TransitionRow>> {
  const all = select(db, organizationId);
  return selectPage(types ? all.where(sql<boolean>`transition_type = any(${[...types]})`) : all, keyset);
}

/** Locks the row until the transaction ends against changes, but not against workflows that start to use it. */
export function lockTransitionForChange(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<TransitionRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
}

/** Locks the row until the transaction ends: no workflow starts to use it meanwhile. */
export function lockTransitionForDeletion(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<TransitionRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function updateTransitionRow(
  db: Database,
  organizationId: string,
  id: string,
  values: TransitionValues,
): Promise<TransitionRow> {
  return db
    .updateTable('transitions')
    .set(toColumns(values))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteTransitionRow(db: Database, organizationId: string, id: string): Promise<void> {
  await db.deleteFrom('transitions').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}

export async function findTransitionSchemas(
  db: Database,
  organizationId: string,
  id: string,
): Promise<
  { kind: TransitionType; inputJsonSchema: JsonObject | null; outputJsonSchema: JsonObject | null } | undefined
> {
  return db
    .selectFrom('transitions')
    .select([
      'transition_type as kind',
      'input_json_schema as inputJsonSchema',
      'output_json_schema as outputJsonSchema',
    ])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function findManualTransitions(
  db: Database,
  organizationId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('transitions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('transition_type', '=', 'manual')
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
