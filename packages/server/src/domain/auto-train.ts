import type { AutoTrain, AutoTrainUpdate } from '@las/contract';
import {
  findAutoTrained,
  findLastTraining,
  type LastTraining,
  type ModelKey,
  setAutoTrain,
  setAutoTrainMessage,
} from '../db/auto-train.js';
import { type Database, type DatabaseTransaction, inTransaction } from '../db/database.js';
import { findModel, lockModel, type ModelRow } from '../db/models.js';
import type { StoredAutoTrain } from '../db/schema.js';
import { countChanges, type DocumentChanges } from '../db/training-documents.js';
import { ApiError, notFound } from './api-error.js';
import type { Quotas } from './quotas.js';
import { checkBatches, type ModelIds, startTraining, type TrainingQueue } from './trainings.js';

const off: StoredAutoTrain = { afterCorrections: null, everyHours: null, batchIds: null };

const hourMs = 3_600_000;
/** No change of a document is committed later than this after it was made. */
const longestTransactionMs = 10 * 60_000;
/** With fewer documents a first training would fail. */
const fewestForFirst = 5;

interface State {
  last: LastTraining | undefined;
  changes: DocumentChanges;
}

async function findState(db: Database, model: ModelRow, { batchIds }: StoredAutoTrain): Promise<State> {
  const last = await findLastTraining(db, model.id);
  const selection = { organizationId: model.organization_id, labels: Object.keys(model.field_config), batchIds };
  const since = last && new Date((last.listedTime ?? last.createdTime).getTime() - longestTransactionMs);
  const changes = await countChanges(
    db,
    selection,
    last && since ? { id: last.id, since, listedCount: last.listedCount ?? 0 } : null,
  );
  return { last, changes };
}

function nextTimeOf({ everyHours }: StoredAutoTrain, last: LastTraining | undefined): Date | null {
  if (everyHours === null) return null;
  return last ? new Date(last.createdTime.getTime() + everyHours * hourMs) : new Date();
}

function toAutoTrain(model: ModelRow, settings: StoredAutoTrain, { last, changes }: State): AutoTrain {
  return {
    modelId: model.id,
    ...settings,
    newCorrections: changes.corrected,
    removedDocuments: changes.removed,
    lastTrainingId: last?.id ?? null,
    nextTime: nextTimeOf(settings, last)?.toISOString() ?? null,
    message: model.auto_train_message,
  };
}

async function show(db: Database, model: ModelRow): Promise<AutoTrain> {
  const settings = { ...off, ...model.auto_train };
  return toAutoTrain(model, settings, await findState(db, model, settings));
}

export async function getAutoTrain(db: Database, { organizationId, modelId }: ModelIds): Promise<AutoTrain> {
  const model = await findModel(db, organizationId, modelId);
  if (!model) throw notFound(modelId);
  return show(db, model);
}

export async function updateAutoTrain(
  trx: DatabaseTransaction,
  { organizationId, modelId }: ModelIds,
  changes: AutoTrainUpdate,
): Promise<AutoTrain> {
  const model = await lockModel(trx, organizationId, modelId);
  if (!model) throw notFound(modelId);
  const settings = { ...off, ...model.auto_train, ...changes };
  const batchIds = await checkBatches(trx, organizationId, settings.batchIds);
  const isOff = settings.afterCorrections === null && settings.everyHours === null && batchIds === null;
  await setAutoTrain(trx, { organizationId, modelId }, isOff ? null : { ...settings, batchIds });
  return getAutoTrain(trx, { organizationId, modelId });
}

function hasChanged(model: ModelRow, { last, changes }: State): boolean {
  if (changes.corrected > 0 || changes.removed > 0) return true;
  // Both from json, which keeps the order of the fields.
  return last?.fieldConfig != null && JSON.stringify(last.fieldConfig) !== JSON.stringify(model.field_config);
}

function isDue(model: ModelRow, settings: StoredAutoTrain, state: State): boolean {
  const { last, changes } = state;
  if (!last && changes.corrected < fewestForFirst) return false;
  if (settings.afterCorrections !== null && changes.corrected >= settings.afterCorrections) return true;
  const nextTime = nextTimeOf(settings, last);
  return nextTime !== null && nextTime.getTime() <= Date.now() && hasChanged(model, state);
}

interface AutoTrainServices {
  db: Database;
  queue: TrainingQueue;
  quotas: Quotas;
}

/** Starts a training where one is due. The model is locked first, so that of several processes one does. */
async function trainIfDue({ db, queue, quotas }: AutoTrainServices, key: ModelKey): Promise<string | undefined> {
  return inTransaction(db, async (trx) => {
    const model = await lockModel(trx, key.organizationId, key.modelId);
    if (!model?.auto_train || model.is_training || model.disabled_time !== null) return undefined;
    if (Object.keys(model.field_config).length === 0) return undefined;
    if (!isDue(model, model.auto_train, await findState(trx, model, model.auto_train))) return undefined;
    await quotas.charge(trx, key.organizationId, 'training');
    const { batchIds } = model.auto_train;
    const { trainingId } = await startTraining({ trx, queue }, model, { batchIds, automatic: true });
    await setAutoTrainMessage(trx, key, null);
    return trainingId;
  });
}

/**
 * Starts the automatic trainings that are due, of all organizations; gives their ids. What keeps one model from it (a quota, a batch that
 * is gone) is noted with that model and does not keep the others.
 */
export async function startDueTrainings(services: AutoTrainServices): Promise<string[]> {
  const started: string[] = [];
  for (const key of await findAutoTrained(services.db)) {
    try {
      const trainingId = await trainIfDue(services, key);
      if (trainingId !== undefined) started.push(trainingId);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      await setAutoTrainMessage(services.db, key, `A training was due and could not be started: ${error.message}`);
    }
  }
  return started;
}
