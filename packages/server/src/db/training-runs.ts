import type { FieldConfig, PreprocessConfig } from '@las/contract';
import { sql } from 'kysely';
import type { Database } from './database.js';

/** One attempt of the job to do a training. A later attempt takes the training over, and every change here fails for the earlier. */
export interface TrainingRun {
  runId: string;
  trainingId: string;
}

/** What a run needs to know. */
export interface BegunRun extends TrainingRun {
  organizationId: string;
  modelId: string;
  askedTime: Date;
  batchIds: string[] | null;
  automatic: boolean;
  fieldConfig: FieldConfig;
  preprocessConfig: PreprocessConfig;
}

function update(db: Database, run: TrainingRun) {
  return db
    .updateTable('trainings')
    .where('id', '=', run.trainingId)
    .where('run_id', '=', run.runId)
    .where('status', '=', 'running');
}

/** Undefined when the training has ended or was deleted. */
export async function beginRun(db: Database, run: TrainingRun): Promise<BegunRun | undefined> {
  const row = await db
    .updateTable('trainings')
    .from('models')
    .whereRef('models.id', '=', 'trainings.model_id')
    .where('trainings.id', '=', run.trainingId)
    .where('trainings.status', 'in', ['queued', 'running'])
    .set({
      status: 'running',
      run_id: run.runId,
      progress: 0,
      activity: null,
      start_time: sql<Date>`coalesce(trainings.start_time, now())`,
    })
    .returning([
      'trainings.organization_id as organizationId',
      'trainings.model_id as modelId',
      'trainings.created_time as askedTime',
      'trainings.batch_ids as batchIds',
      'trainings.automatic as automatic',
      'models.field_config as fieldConfig',
      'models.preprocess_config as preprocessConfig',
    ])
    .executeTakeFirst();
  return row && { ...run, ...row };
}

/** Whether the run still holds the training. */
export async function saveProgress(
  db: Database,
  run: TrainingRun,
  progress: { progress: number; activity: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await update(db, run).set(progress).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Notes what the training is made of, in the transaction that keeps its documents. Whether the run still holds it. */
export async function noteListing(
  db: Database,
  run: TrainingRun,
  listing: { field_config: string; listed_time: Date; listed_count: number },
): Promise<boolean> {
  const { numUpdatedRows } = await update(db, run).set(listing).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether the run still held the training. */
export async function completeRun(
  db: Database,
  run: TrainingRun,
  result: { model: Buffer; report: string },
): Promise<boolean> {
  const { numUpdatedRows } = await update(db, run)
    .set({ ...result, status: 'succeeded', progress: 1, activity: null, end_time: sql<Date>`now()` })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether the run still held the training. */
export async function failRun(db: Database, run: TrainingRun, message: string): Promise<boolean> {
  const { numUpdatedRows } = await update(db, run)
    .set({ status: 'failed', message, activity: null, end_time: sql<Date>`now()` })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Puts the training back for another run. Whether the run still held it. */
export async function returnRun(db: Database, run: TrainingRun, activity: string): Promise<boolean> {
  const { numUpdatedRows } = await update(db, run).set({ status: 'queued', run_id: null, activity }).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether some run is still to end the training. */
export async function isUnfinished(db: Database, trainingId: string): Promise<boolean> {
  const row = await db
    .selectFrom('trainings')
    .select('id')
    .where('id', '=', trainingId)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return row !== undefined;
}

/** A training that nobody will end: its job is gone, or was tried as often as it may be. */
export interface StrandedTraining {
  id: string;
  automatic: boolean;
  /** Whether there is a job, which is not tried again. */
  exhausted: boolean;
}

/** Finds and locks them. Those that another process looks after at this moment are left out. */
export async function lockStrandedTrainings(db: Database, jobKeyPrefix: string): Promise<StrandedTraining[]> {
  const { rows } = await sql<StrandedTraining>`
    select trainings.id, trainings.automatic, jobs.id is not null as exhausted
    from trainings
    left join graphile_worker.jobs on jobs.key = ${jobKeyPrefix} || trainings.id
    where trainings.status in ('queued', 'running')
      and (jobs.id is null or (jobs.locked_at is null and jobs.attempts >= jobs.max_attempts))
    for update of trainings skip locked
  `.execute(db);
  return rows;
}

export async function failStrandedTraining(db: Database, trainingId: string, message: string): Promise<void> {
  await db
    .updateTable('trainings')
    .set({ status: 'failed', message, activity: null, end_time: sql<Date>`now()` })
    .where('id', '=', trainingId)
    .execute();
}
