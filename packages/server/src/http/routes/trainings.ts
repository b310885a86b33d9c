import type { Database } from '../../db/database.js';
import { getAutoTrain, updateAutoTrain } from '../../domain/auto-train.js';
import type { NextTokens } from '../../domain/next-token.js';
import {
  cancelTraining,
  createTraining,
  getTraining,
  listTrainings,
  type TrainingQueue,
} from '../../domain/trainings.js';
import type { RoutesOf } from '../register.js';

export function trainingRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  queue: TrainingQueue;
}): RoutesOf<
  'createTraining' | 'listTrainings' | 'getTraining' | 'updateTraining' | 'getAutoTrain' | 'updateAutoTrain'
> {
  const { db, queue } = services;
  return {
    createTraining: ({ caller, params, body, write }) =>
      write('training', (trx) =>
        createTraining({ trx, queue }, { organizationId: caller.organizationId, ...params }, body),
      ),
    listTrainings: ({ caller, params, query }) =>
      listTrainings(services, { organizationId: caller.organizationId, ...params }, query),
    getTraining: ({ caller, params }) => getTraining(db, { organizationId: caller.organizationId, ...params }),
    getAutoTrain: ({ caller, params }) => getAutoTrain(db, { organizationId: caller.organizationId, ...params }),
    updateAutoTrain: ({ caller, params, body, write }) =>
      write(null, (trx) => updateAutoTrain(trx, { organizationId: caller.organizationId, ...params }, body)),
    // The only change there is: its status becomes cancelled.
    updateTraining: ({ caller, params, write }) =>
      write(null, (trx) => cancelTraining({ trx, queue }, { organizationId: caller.organizationId, ...params })),
  };
}
