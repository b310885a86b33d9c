import { removeJob } from '../db/jobs.js';
import type { TrainingQueue } from '../domain/trainings.js';
import { enqueue, job } from './job.js';

/** Does a training. Each death of a process in the middle of it counts as a try, so there are many. */
export const trainModel = job<{ trainingId: string }>({ name: 'train-model', maxAttempts: 30 });

export const trainingKeyPrefix = 'train:';

export const trainingQueue: TrainingQueue = {
  enqueue: (trx, { trainingId, automatic }) =>
    enqueue(trx, trainModel, { trainingId }, { key: trainingKeyPrefix + trainingId, priority: automatic ? 1 : 0 }),
  withdraw: (trx, trainingId) => removeJob(trx, trainingKeyPrefix + trainingId),
};
