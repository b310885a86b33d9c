import { randomUUID } from 'node:crypto';
import { TooFewDocumentsError } from '@las/extractor';
import type { Database } from '../db/database.js';
import { type BegunRun, beginRun, failRun, isUnfinished, returnRun } from '../db/training-runs.js';
import { silentErrorFields } from '../logging/error-fields.js';
import type { JobContext, JobHandler } from './job.js';
import { trainingQueue } from './train-model.js';
import { learn, TrainingFailedError, type TrainingServices } from './training/learn.js';
import { RunLostError, watchRun } from './training/run-watch.js';
import { storeVersion } from './training/store-version.js';

/** Lets another process, or this one when it is back, do the training from the beginning; what was read stays read. */
function putBack(db: Database, run: BegunRun): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const held = await returnRun(trx, run, 'waiting for the service to be back');
    if (held) await trainingQueue.enqueue(trx, run);
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
      const learned = await learn(services, run, watch);
      await storeVersion(db, run, learned);
      const { used } = learned.training.report.documents;
      log.info({ trainingId, documents: used, serves: learned.comparison?.replaced ?? true }, 'training succeeded');
    } catch (error) {
      await endEarly({ db, log, stopping }, run, error);
    } finally {
      await watch.end();
    }
  };
}
