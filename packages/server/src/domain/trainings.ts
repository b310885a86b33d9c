import type { Training, TrainingCreate, TrainingPage, TrainingReport, TrainingSummary } from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { findModel, lockModel, type ModelRow } from '../db/models.js';
import type { StoredReport } from '../db/schema.js';
import { findBatchIds, listLabelProblems } from '../db/training-documents.js';
import {
  cancelUnfinishedTraining,
  findTraining,
  findUnfinishedTraining,
  insertTraining,
  pageOfTrainings,
  type TrainingRow,
  type TrainingSummaryRow,
} from '../db/trainings.js';
import { badRequest, notFound } from './api-error.js';
import { newId } from './ids.js';
import type { NextTokens } from './next-token.js';

/** Has trainings done in the background. Both take effect when the transaction does. */
export interface TrainingQueue {
  /** Automatic ones let the others go first. */
  enqueue(trx: DatabaseTransaction, training: { trainingId: string; automatic: boolean }): Promise<void>;
  withdraw(trx: DatabaseTransaction, trainingId: string): Promise<void>;
}

/** Names one model of one organization. */
export interface ModelIds {
  organizationId: string;
  modelId: string;
}

/** Names one training of it. */
export interface TrainingIds extends ModelIds {
  trainingId: string;
}

function toSummary(row: TrainingSummaryRow): TrainingSummary {
  return {
    trainingId: row.id,
    modelId: row.model_id,
    name: row.name,
    status: row.status,
    progress: row.progress,
    activity: row.activity,
    message: row.message,
    batchIds: row.batch_ids,
    automatic: row.automatic,
    serving: row.serving,
    createdTime: row.created_time.toISOString(),
    startTime: row.start_time?.toISOString() ?? null,
    endTime: row.end_time?.toISOString() ?? null,
  };
}

/** Reports of earlier versions of the service say less. */
function toReport(stored: StoredReport, labelProblems: TrainingReport['labelProblems']): TrainingReport {
  const whole = (field: TrainingReport['overall']) => ({ ...field, tradeOff: field.tradeOff ?? [] });
  const fields = Object.entries(stored.fields).map(([label, field]) => [label, whole(field)]);
  return {
    documents: stored.documents,
    overall: whole(stored.overall),
    fields: Object.fromEntries(fields),
    labelProblems,
    comparison: stored.comparison ?? null,
  };
}

async function toTraining(db: Database, row: TrainingRow): Promise<Training> {
  const report = row.report && toReport(row.report, await listLabelProblems(db, row.id));
  return { ...toSummary(row), report };
}

/** The batches named, each once; null where none are named. @throws ApiError when one is unknown. */
export async function checkBatches(
  trx: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[] | null | undefined,
): Promise<string[] | null> {
  if (!ids) return null;
  const known = await findBatchIds(trx, organizationId, ids);
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw notFound(unknown);
  return [...known];
}

interface NewTraining {
  batchIds?: readonly string[] | null;
  automatic?: boolean;
}

/** Starts a training of a model that the transaction has locked. */
export async function startTraining(
  { trx, queue }: { trx: DatabaseTransaction; queue: TrainingQueue },
  model: ModelRow,
  { name, batchIds, automatic = false }: Omit<TrainingCreate, 'batchIds'> & NewTraining,
): Promise<Training> {
  if (Object.keys(model.field_config).length === 0) {
    throw badRequest(`${model.id} has no fields to learn: give it a fieldConfig first`);
  }
  const running = await findUnfinishedTraining(trx, model.organization_id, model.id);
  if (running) throw badRequest(`${running.id} of this model is ${running.status}: wait for its end or cancel it`);
  const batches = await checkBatches(trx, model.organization_id, batchIds);
  const row = await insertTraining(trx, {
    id: newId('training'),
    organization_id: model.organization_id,
    model_id: model.id,
    name: name ?? null,
    batch_ids: batches && JSON.stringify(batches),
    automatic,
  });
  await queue.enqueue(trx, { trainingId: row.id, automatic });
  return toTraining(trx, row);
}

export async function createTraining(
  services: { trx: DatabaseTransaction; queue: TrainingQueue },
  { organizationId, modelId }: ModelIds,
  input: TrainingCreate,
): Promise<Training> {
  const model = await lockModel(services.trx, organizationId, modelId);
  if (!model) throw notFound(modelId);
  return startTraining(services, model, input);
}

export async function listTrainings(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  { organizationId, modelId }: ModelIds,
  query: { maxResults?: number; nextToken?: string },
): Promise<TrainingPage> {
  if (!(await findModel(db, organizationId, modelId))) throw notFound(modelId);
  const list = { name: 'trainings', organizationId, filters: { modelId } };
  const page = await pageOfTrainings(db, { organizationId, modelId }, nextTokens.keyset(list, query));
  return { modelId, trainings: page.rows.map(toSummary), nextToken: nextTokens.token(list, page.next) };
}

export async function getTraining(db: Database, ids: TrainingIds): Promise<Training> {
  const row = await findTraining(db, ids);
  if (row) return toTraining(db, row);
  const model = await findModel(db, ids.organizationId, ids.modelId);
  throw notFound(model ? ids.trainingId : ids.modelId);
}

/** Ends a training. Whoever works on it notices within a second or two. */
export async function cancelTraining(
  { trx, queue }: { trx: DatabaseTransaction; queue: TrainingQueue },
  ids: TrainingIds,
): Promise<Training> {
  if (await cancelUnfinishedTraining(trx, ids)) {
    await queue.withdraw(trx, ids.trainingId);
    return getTraining(trx, ids);
  }
  const ended = await getTraining(trx, ids);
  throw badRequest(`${ids.trainingId} has ended already: it is ${ended.status}`);
}
