import { type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { ModelTable } from './schema.js';

export type ModelRow = Selectable<ModelTable> & {
  /** Whether a training is queued or running. */
  is_training: boolean;
};

const isTraining = sql<boolean>`exists (
  select from trainings where trainings.model_id = models.id and trainings.status in ('queued', 'running')
)`;

function select(db: Database, organizationId: string) {
  return db
    .selectFrom('models')
    .selectAll('models')
    .select(isTraining.as('is_training'))
    .where('models.organization_id', '=', organizationId);
}

export interface NewModel {
  id: string;
  organization_id: string;
  name: string | null;
  description: string | null;
  width: number;
  height: number;
  field_config: string;
  preprocess_config: string;
}

export async function insertModel(db: Database, model: NewModel): Promise<ModelRow> {
  const row = await db.insertInto('models').values(model).returningAll().executeTakeFirstOrThrow();
  return { ...row, is_training: false };
}

export function findModel(db: Database, organizationId: string, id: string): Promise<ModelRow | undefined> {
  return select(db, organizationId).where('id', '=', id).executeTakeFirst();
}

export function pageOfModels(db: Database, organizationId: string, keyset: Keyset): Promise<Page<ModelRow>> {
  return selectPage(select(db, organizationId), keyset);
}

/** Locks the row until the transaction ends: no training starts or ends meanwhile. */
export function lockModel(db: Database, organizationId: string, id: string): Promise<ModelRow | undefined> {
  return select(db, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export interface ModelChanges {
  name?: string | null;
  description?: string | null;
  width?: number;
  height?: number;
  field_config?: string;
  preprocess_config?: string;
  disabled?: boolean;
}

export async function updateModelRow(
  db: Database,
  ids: { organizationId: string; modelId: string },
  { disabled, ...columns }: ModelChanges,
): Promise<void> {
  const switched = disabled === undefined ? {} : { disabled_time: disabled ? sql<Date>`now()` : null };
  await db
    .updateTable('models')
    .set({ ...columns, ...switched, updated_time: sql<Date>`now()` })
    .where('organization_id', '=', ids.organizationId)
    .where('id', '=', ids.modelId)
    .execute();
}

/** Makes a finished training the one that serves. What was switched off before it was asked for is switched on again. */
export async function serveTraining(
  db: Database,
  training: { id: string; modelId: string; askedTime: Date },
): Promise<void> {
  await db
    .updateTable('models')
    .set({
      serving_training_id: training.id,
      disabled_time: sql<Date | null>`case when disabled_time > ${training.askedTime} then disabled_time end`,
      updated_time: sql<Date>`now()`,
    })
    .where('id', '=', training.modelId)
    .execute();
}

export async function deleteModelRow(db: Database, organizationId: string, id: string): Promise<void> {
  await db.deleteFrom('models').where('organization_id', '=', organizationId).where('id', '=', id).execute();
}
