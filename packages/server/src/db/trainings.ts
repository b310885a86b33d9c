import { type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { StoredReport, TrainingTable } from './schema.js';

type Hidden = 'report' | 'model' | 'run_id' | 'field_config' | 'listed_time' | 'listed_count';
export type TrainingSummaryRow = Omit<Selectable<TrainingTable>, Hidden> & { serving: boolean };
export type TrainingRow = TrainingSummaryRow & { report: StoredReport | null };

const unfinished = ['queued', 'running'] as const;

const summaryColumns = [
  'seq',
  'id',
  'organization_id',
  'model_id',
  'name',
  'status',
  'progress',
  'activity',
  'message',
  'batch_ids',
  'automatic',
  'created_time',
  'start_time',
  'end_time',
] as const;

const serving = sql<boolean>`exists (
  select from models where models.id = trainings.model_id and models.serving_training_id = trainings.id
)`;

function select(db: Database, organizationId: string, modelId: string) {
  return db
    .selectFrom('trainings')
    .select(summaryColumns)
    .select(serving.as('serving'))
    .where('organization_id', '=', organizationId)
    .where('model_id', '=', modelId);
}

export async function insertTraining(
  db: Database,
  training: {
    id: string;
    organization_id: string;
    model_id: string;
    name: string | null;
    batch_ids: string | null;
    automatic: boolean;
  },
): Promise<TrainingRow> {
  const row = await db
    .insertInto('trainings')
    .values({ ...training, status: 'queued' })
    .returning([...summaryColumns, 'report'])
    .executeTakeFirstOrThrow();
  return { ...row, serving: false };
}

export function findTraining(
  db: Database,
  ids: { organizationId: string; modelId: string; trainingId: string },
): Promise<TrainingRow | undefined> {
  return select(db, ids.organizationId, ids.modelId)
    .select('report')
    .where('id', '=', ids.trainingId)
    .executeTakeFirst();
}

/** The report on the version of a model that answers, null where none does; undefined without such a model. */
export async function findServingReport(
  db: Database,
  organizationId: string,
  modelId: string,
): Promise<StoredReport | null | undefined> {
  const row = await db
    .selectFrom('models')
    .leftJoin('trainings', 'trainings.id', 'models.serving_training_id')
    .select('trainings.report')
    .where('models.organization_id', '=', organizationId)
    .where('models.id', '=', modelId)
    .executeTakeFirst();
  return row?.report;
}

/** The training of a model that has not ended, of which there is one at most. */
export function findUnfinishedTraining(
  db: Database,
  organizationId: string,
  modelId: string,
): Promise<TrainingSummaryRow | undefined> {
  return select(db, organizationId, modelId).where('status', 'in', unfinished).executeTakeFirst();
}

export function pageOfTrainings(
  db: Database,
  ids: { organizationId: string; modelId: string },
  keyset: Keyset,
): Promise<Page<TrainingSummaryRow>> {
  return selectPage(select(db, ids.organizationId, ids.modelId), keyset);
}

/** False when it has ended already, or is not there. */
export async function cancelUnfinishedTraining(
  db: Database,
  ids: { organizationId: string; modelId: string; trainingId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('trainings')
    .set({ status: 'cancelled', activity: null, end_time: sql<Date>`now()` })
    .where('organization_id', '=', ids.organizationId)
    .where('model_id', '=', ids.modelId)
    .where('id', '=', ids.trainingId)
    .where('status', 'in', unfinished)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The model that a training made. */
export async function findTrainedModel(db: Database, trainingId: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('trainings').select('model').where('id', '=', trainingId).executeTakeFirst();
  return row?.model ?? undefined;
}
