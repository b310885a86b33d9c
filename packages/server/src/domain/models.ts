import type { Model, ModelCreate, ModelPage, ModelStatus, ModelUpdate, PreprocessConfig } from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import {
  deleteModelRow,
  findModel,
  insertModel,
  lockModel,
  type ModelChanges,
  type ModelRow,
  pageOfModels,
  updateModelRow,
} from '../db/models.js';
import { findUnfinishedTraining } from '../db/trainings.js';
import { badRequest, notFound } from './api-error.js';
import { newId } from './ids.js';
import { mostBytesInLists, requireJsonSize } from './json-size.js';
import type { NextTokens } from './next-token.js';
import { type ModelIds, startTraining, type TrainingQueue } from './trainings.js';

const defaultPreprocessConfig: PreprocessConfig = { autoRotate: false, imageQuality: 'LOW', maxPages: 1 };

function statusOf(row: ModelRow): ModelStatus {
  if (row.is_training) return 'training';
  return row.serving_training_id !== null && row.disabled_time === null ? 'active' : 'inactive';
}

function toModel(row: ModelRow): Model {
  return {
    modelId: row.id,
    name: row.name,
    description: row.description,
    width: row.width,
    height: row.height,
    fieldConfig: row.field_config,
    preprocessConfig: row.preprocess_config,
    status: statusOf(row),
    createdTime: row.created_time.toISOString(),
    updatedTime: row.updated_time.toISOString(),
  };
}

export async function createModel(
  trx: DatabaseTransaction,
  organizationId: string,
  input: ModelCreate,
): Promise<Model> {
  requireJsonSize('body.fieldConfig', input.fieldConfig, mostBytesInLists);
  const row = await insertModel(trx, {
    id: newId('model'),
    organization_id: organizationId,
    name: input.name ?? null,
    description: input.description ?? null,
    width: input.width,
    height: input.height,
    field_config: JSON.stringify(input.fieldConfig),
    preprocess_config: JSON.stringify(input.preprocessConfig ?? defaultPreprocessConfig),
  });
  return toModel(row);
}

export async function listModels(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<ModelPage> {
  const list = { name: 'models', organizationId };
  const page = await pageOfModels(db, organizationId, nextTokens.keyset(list, query));
  return { models: page.rows.map(toModel), nextToken: nextTokens.token(list, page.next) };
}

export async function getModel(db: Database, organizationId: string, modelId: string): Promise<Model> {
  const row = await findModel(db, organizationId, modelId);
  if (!row) throw notFound(modelId);
  return toModel(row);
}

function columnsOf({ fieldConfig, preprocessConfig, status, ...same }: ModelUpdate): ModelChanges {
  return {
    ...same,
    ...(fieldConfig ? { field_config: JSON.stringify(fieldConfig) } : {}),
    ...(preprocessConfig ? { preprocess_config: JSON.stringify(preprocessConfig) } : {}),
    ...(status === 'active' ? { disabled: false } : {}),
    ...(status === 'inactive' ? { disabled: true } : {}),
  };
}

/**
 * Changes a model. What is changed in its fields takes effect with the next training, but for fields that are taken away:
 * those are not answered any more from now on.
 */
export async function updateModel(
  services: { trx: DatabaseTransaction; queue: TrainingQueue },
  { organizationId, modelId }: ModelIds,
  changes: ModelUpdate,
): Promise<Model> {
  requireJsonSize('body.fieldConfig', changes.fieldConfig, mostBytesInLists);
  const { trx } = services;
  const before = await lockModel(trx, organizationId, modelId);
  if (!before) throw notFound(modelId);
  if (changes.status === 'active' && before.serving_training_id === null) {
    throw badRequest(`${modelId} cannot be active before a training of it has succeeded`);
  }
  await updateModelRow(trx, { organizationId, modelId }, columnsOf(changes));
  if (changes.status === 'training') {
    await startTraining(services, (await findModel(trx, organizationId, modelId)) ?? before, {});
  }
  return getModel(trx, organizationId, modelId);
}

/** Deletes a model with its trainings and predictions. A training that has not ended is cancelled by that. */
export async function deleteModel(
  { trx, queue }: { trx: DatabaseTransaction; queue: TrainingQueue },
  organizationId: string,
  modelId: string,
): Promise<Model> {
  const row = await lockModel(trx, organizationId, modelId);
  if (!row) throw notFound(modelId);
  const training = await findUnfinishedTraining(trx, organizationId, modelId);
  if (training) await queue.withdraw(trx, training.id);
  await deleteModelRow(trx, organizationId, modelId);
  return toModel(row);
}
