import type { CompletedConfig, ErrorConfig, JsonObject } from '@las/contract';
import type { Selectable } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import { prepared } from './prepared.js';
import type { WorkflowTable } from './schema.js';

/** A workflow without its specification, which no answer needs. */
export type WorkflowRow = Omit<Selectable<WorkflowTable>, 'specification'>;

const columns = [
  'seq',
  'id',
  'organization_id',
  'created_time',
  'name',
  'description',
  'transition_ids',
  'error_config',
  'completed_config',
] as const;

function select(db: Database, organizationId: string) {
  return db.selectFrom('workflows').select(columns).where('organization_id', '=', organizationId);
}

export interface NewWorkflow {
  id: string;
  organization_id: string;
  name: string | null;
  description: string | null;
  specification: JsonObject;
  transition_ids: string[];
  error_config: ErrorConfig | null;
  completed_config: CompletedConfig | null;
}

export function insertWorkflow(db: Database, workflow: NewWorkflow): Promise<WorkflowRow> {
  const { error_config, completed_config } = workflow;
  return db
    .insertInto('workflows')
    .values({
      ...workflow,
      specification: JSON.stringify(workflow.specification),
      error_config: error_config && JSON.stringify(error_config),
      completed_config: completed_config && JSON.stringify(completed_config),
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export function findWorkflow(db: Database, organizationId: string, id: string): Promise<WorkflowRow | undefined> {
  return select(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export function pageOfWorkflows(db: Database, organizationId: string, keyset: Keyset): Promise<Page<WorkflowRow>> {
  return selectPage(select(db, organizationId), keyset);
}

export interface WorkflowChanges {
  name?: string | null;
  description?: string | null;
  error_config?: ErrorConfig;
  completed_config?: CompletedConfig;
}

export function updateWorkflowRow(
  db: Database,
  organizationId: string,
  id: string,
  { error_config, completed_config, ...naming }: WorkflowChanges,
): Promise<WorkflowRow | undefined> {
  return db
    .updateTable('workflows')
    .set({
      ...naming,
      ...(error_config ? { error_config: JSON.stringify(error_config) } : {}),
      ...(completed_config ? { completed_config: JSON.stringify(completed_config) } : {}),
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
}

export function deleteWorkflowRow(db: Database, organizationId: string, id: string): Promise<WorkflowRow | undefined> {
  return db
    .deleteFrom('workflows')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst();
}

export interface StoredDefinition {
  organizationId: string;
  definition: JsonObject;
  transitionIds: string[];
}

export async function findWorkflowDefinition(db: Database, id: string): Promise<StoredDefinition | undefined> {
  const row = await db
    .selectFrom('workflows')
    .select(['organization_id', 'specification', 'transition_ids'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      organizationId: row.organization_id,
      definition: row.specification.definition as JsonObject,
      transitionIds: row.transition_ids,
    }
  );
}

const settingsPlanned = prepared(['id'], (db, slot) =>
  db
    .selectFrom('workflows')
    .select(['name', 'error_config as errorConfig', 'completed_config as completedConfig'])
    .where('id', '=', slot.id),
);

export async function findWorkflowSettings(db: Database, id: string) {
  const [row] = await settingsPlanned(db, { id });
  return row;
}

const lockPlanned = prepared(['organizationId', 'id'], (db, slot) =>
  select(db, slot.organizationId).where('id', '=', slot.id).forKeyShare(),
);

/** Locks the row until the transaction ends against deletion. */
export async function lockWorkflowForExecution(
  trx: Database,
  organizationId: string,
  id: string,
): Promise<WorkflowRow | undefined> {
  const [row] = await lockPlanned(trx, { organizationId, id });
  return row;
}

/** Locks the row until the transaction ends: no execution starts meanwhile. */
export function lockWorkflowForDeletion(
  trx: Database,
  organizationId: string,
  id: string,
): Promise<WorkflowRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}
