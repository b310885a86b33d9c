import { randomUUID } from 'node:crypto';
import {
  type FieldConfig,
  type SkippedDocument,
  TooFewDocumentsError,
  type Training,
  type TrainingDocument,
} from '@las/extractor';
import type { Database } from '../db/database.js';
import { lockModel, serveTraining } from '../db/models.js';
import { type BegunRun, beginRun, completeRun, failRun, isUnfinished, returnRun } from '../db/training-runs.js';
import type { DocumentReader } from '../domain/document-reader.js';
import { silentErrorFields } from '../logging/error-fields.js';
import type { JobContext, JobHandler } from './job.js';
import { trainingQueue } from './train-model.js';
import { readTrainingDocuments } from './training/read-documents.js';
import { RunLostError, type RunWatch, watchRun } from './training/run-watch.js';

/** Learns a model in threads of its own. */
export type Train = (
  documents: readonly TrainingDocument[],
  fields: FieldConfig,
  options: { threads: number; signal: AbortSignal; onProgress(fraction: number, what: string): void },
) => Promise<Training>;

export interface TrainingServices {
  db: Database;
  documents: DocumentReader;
  train: Train;
  readerThreads: number;
  trainingThreads: number;
}

/** A training that is not to be tried again; the message is for whoever started it. */
class TrainingFailedError extends Error {
  override readonly name = 'TrainingFailedError';
}

/** Share of the progress that reading makes; the rest is learning. */
const readingShare = 0.4;
const examplesOfSkipped = 3;

function describeSkipped(skipped: readonly SkippedDocument[]): string {
  if (skipped.length === 0) return '';
  const examples = skipped.slice(0, examplesOfSkipped).map(({ documentId, reason }) => ` ${documentId}: ${reason}`);
  return ` Documents that could not be read: ${skipped.length}.${examples.join('')}`;
}

async function learn(services: TrainingServices, run: BegunRun, watch: RunWatch): Promise<Training> {
  const { documents, skipped } = await readTrainingDocuments(services, run, {
    threads: services.readerThreads,
    signal: watch.signal,
    onRead: (done, all) =>
      watch.report(all === 0 ? 0 : (readingShare * done) / all, `reading documents, ${done} of ${all}`),
  });
  const fields = Object.fromEntries(
    Object.entries(run.fieldConfig).map(([label, { type, maxLength }]) => [label, { type, maxLength }]),
  );
  try {
    const { model, report } = await services.train(documents, fields, {
      threads: services.trainingThreads,
      signal: watch.signal,
      onProgress: (fraction, what) =>
        watch.report(readingShare + (1 - readingShare) * fraction, `${what}, ${Math.round(fraction * 100)} %`),
    });
    const allSkipped = [...skipped, ...report.documents.skipped];
    return { model, report: { ...report, documents: { ...report.documents, skipped: allSkipped } } };
  } catch (error) {
    watch.signal.throwIfAborted();
    const message =
      error instanceof TooFewDocumentsError
        ? error.message + describeSkipped(skipped)
        : `An unexpected error ended the training; the service's log says more about ${run.trainingId}.`;
    throw new TrainingFailedError(message, { cause: error });
  }
}

/** Stores the version and lets it serve, unless the training is no longer this run's. */
async function storeVersion(db: Database, run: BegunRun, { model, report }: Training): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Before the training: in the order in which deleting a model locks them.
    if (!(await lockModel(trx, run.organizationId, run.modelId))) throw new RunLostError(run.trainingId);
    const version = { model: Buffer.from(model), report: JSON.stringify(report) };
    if (!(await completeRun(trx, run, version))) throw new RunLostError(run.trainingId);
    await serveTraining(trx, { id: run.trainingId, modelId: run.modelId, askedTime: run.askedTime });
  });
}

/** Lets another process, or this one when it is back, do the training from the beginning; what was read stays read. */
function putBack(db: Database, run: BegunRun): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const held = await returnRun(trx, run, 'waiting for the service to be back');
    if (held) await trainingQueue.enqueue(trx, run.trainingId);
    return held;
  });
}

function fail({ db, log }: JobContext & { db: Database }, run: BegunRun, error: TrainingFailedError): Promise<boolean> {
  const { trainingId } = run;
  if (error.cause instanceof TooFewDocumentsError) log.info({ trainingId }, 'too few documents to train on');
  else log.error({ trainingId, ...silentErrorFields(error.cause) }, 'training failed');
  return failRun(db, run, error.message);
}

/** Does what is left to do after an error. */
async function endEarly(context: JobContext & { db: Database }, run: BegunRun, error: unknown): Promise<void> {
  const { db, log, stopping } = context;
  let held = false;
  if (stopping.aborted) held = await putBack(db, run);
  else if (error instanceof TrainingFailedError) held = await fail(context, run, error);
  else if (!(error instanceof RunLostError)) throw error;
  if (held) return;
  // Thrown, so that the queue leaves the job to the process that holds it now: what ends well is deleted, whoever holds it.
  if (await isUnfinished(db, run.trainingId)) throw new RunLostError(run.trainingId);
  log.info({ trainingId: run.trainingId }, 'training was cancelled');
}

export function trainModelHandler(services: TrainingServices): JobHandler<{ trainingId: string }> {
  const { db } = services;
  return async ({ trainingId }, { log, stopping }) => {
    const run = await beginRun(db, { trainingId, runId: randomUUID() });
    if (!run) return;
    const watch = watchRun({ db, log }, run, stopping);
    try {
      const training = await learn(services, run, watch);
      await storeVersion(db, run, training);
      log.info({ trainingId, documents: training.report.documents.used }, 'training succeeded');
    } catch (error) {
      await endEarly({ db, log, stopping }, run, error);
    } finally {
      await watch.end();
    }
  };
}
