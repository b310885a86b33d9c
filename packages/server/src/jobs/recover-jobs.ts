import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../db/database.js';
import { unlockJobsOfDeadWorkers } from '../db/jobs.js';
import { failStrandedTraining, lockStrandedTrainings } from '../db/training-runs.js';
import { errorFields } from '../logging/error-fields.js';
import type { Liveness } from './liveness.js';
import { trainingKeyPrefix, trainingQueue } from './train-model.js';

const interval = 5000;

interface RecoveryServices {
  db: Database;
  log: FastifyBaseLogger;
  liveness: Pick<Liveness, 'isSettled'>;
}

/** Frees what dead workers held, so that the living go on with it. */
async function freeJobs({ db, log, liveness }: RecoveryServices): Promise<void> {
  if (!liveness.isSettled()) return;
  const dead = await db.transaction().execute(unlockJobsOfDeadWorkers);
  if (dead.length > 0) log.warn({ workers: dead }, 'jobs of dead workers are free again');
}

/** Looks after trainings that nobody will end: those without a job get one, those whose job was given up are failed. */
async function recoverTrainings({ db, log }: RecoveryServices): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { id, automatic, exhausted } of await lockStrandedTrainings(trx, trainingKeyPrefix)) {
      log.warn({ trainingId: id, exhausted }, 'training was stranded');
      if (exhausted) {
        await failStrandedTraining(trx, id, 'The training was interrupted too often and is given up. Start it again.');
        await trainingQueue.withdraw(trx, id);
      } else await trainingQueue.enqueue(trx, { trainingId: id, automatic });
    }
  });
}

async function recover(services: RecoveryServices): Promise<void> {
  try {
    await freeJobs(services);
    await recoverTrainings(services);
  } catch (error) {
    services.log.warn(errorFields(error), 'jobs not recovered');
  }
}

/** Recovers what was left behind, once before it returns and then every few seconds. */
export async function startRecovery(services: RecoveryServices): Promise<{ stop(): Promise<void> }> {
  await recover(services);
  let current: Promise<void> | undefined;
  const timer = setInterval(() => {
    current ??= recover(services).finally(() => {
      current = undefined;
    });
  }, interval);
  return {
    async stop() {
      clearInterval(timer);
      await current;
    },
  };
}
