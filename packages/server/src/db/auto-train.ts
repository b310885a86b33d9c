import type { FieldConfig } from '@las/contract';
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { StoredAutoTrain } from './schema.js';

export interface ModelKey {
  organizationId: string;
  modelId: string;
}

/** Models that may train by themselves now: those that are not switched off and have no training under way. */
export function findAutoTrained(db: Database): Promise<ModelKey[]> {
  return db
    .selectFrom('models')
    .select(['organization_id as organizationId', 'id as modelId'])
    .where('auto_train', 'is not', null)
    .where('disabled_time', 'is', null)
    .where(sql<boolean>`not exists (
      select from trainings where trainings.model_id = models.id and trainings.status in ('queued', 'running')
    )`)
    .orderBy('seq')
    .execute();
}

/** Null switches it off. */
export async function setAutoTrain(db: Database, model: ModelKey, settings: StoredAutoTrain | null): Promise<void> {
  await db
    .updateTable('models')
    .set({ auto_train: settings && JSON.stringify(settings), auto_train_message: null })
    .where('organization_id', '=', model.organizationId)
    .where('id', '=', model.modelId)
    .execute();
}

export async function setAutoTrainMessage(db: Database, model: ModelKey, message: string | null): Promise<void> {
  await db
    .updateTable('models')
    .set({ auto_train_message: message })
    .where('organization_id', '=', model.organizationId)
    .where('id', '=', model.modelId)
    .where(sql<boolean>`auto_train_message is distinct from ${message}`)
    .execute();
}

/** The last training of a model that has looked at its documents. */
export interface LastTraining {
  id: string;
  createdTime: Date;
  listedTime: Date | null;
  listedCount: number | null;
  fieldConfig: FieldConfig | null;
}

export function findLastTraining(db: Database, modelId: string): Promise<LastTraining | undefined> {
  return db
    .selectFrom('trainings')
    .select([
      'id',
      'created_time as createdTime',
      'listed_time as listedTime',
      'listed_count as listedCount',
      'field_config as fieldConfig',
    ])
    .where('model_id', '=', modelId)
    .where((eb) => eb.or([eb('listed_time', 'is not', null), eb('status', '=', 'succeeded')]))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The version of a model that answers. */
export async function findServing(
  db: Database,
  modelId: string,
): Promise<{ trainingId: string; fieldConfig: FieldConfig | null } | undefined> {
  return db
    .selectFrom('models')
    .innerJoin('trainings', 'trainings.id', 'models.serving_training_id')
    .select(['trainings.id as trainingId', 'trainings.field_config as fieldConfig'])
    .where('models.id', '=', modelId)
    .executeTakeFirst();
}
