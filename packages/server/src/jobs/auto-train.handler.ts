import type { Database } from '../db/database.js';
import { startDueTrainings } from '../domain/auto-train.js';
import type { Quotas } from '../domain/quotas.js';
import type { JobHandler } from './job.js';
import { trainingQueue } from './train-model.js';

export function autoTrainHandler(services: { db: Database; quotas: Quotas }): JobHandler<object> {
  return async (_, { log }) => {
    const trainingIds = await startDueTrainings({ ...services, queue: trainingQueue });
    if (trainingIds.length > 0) log.info({ trainingIds }, 'trainings started by themselves');
  };
}
