import type { Database } from '../../db/database.js';
import { createModel, deleteModel, getModel, listModels, updateModel } from '../../domain/models.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { TrainingQueue } from '../../domain/trainings.js';
import type { RoutesOf } from '../register.js';

export function modelRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  queue: TrainingQueue;
}): RoutesOf<'createModel' | 'listModels' | 'getModel' | 'updateModel' | 'deleteModel'> {
  const { db, queue } = services;
  return {
    createModel: ({ caller, body, write }) => write('model', (trx) => createModel(trx, caller.organizationId, body)),
    listModels: ({ caller, query }) => listModels(services, caller.organizationId, query),
    getModel: ({ caller, params }) => getModel(db, caller.organizationId, params.modelId),
    updateModel: ({ caller, params, body, write }) =>
      write(body.status === 'training' ? 'training' : null, (trx) =>
        updateModel({ trx, queue }, { organizationId: caller.organizationId, ...params }, body),
      ),
    deleteModel: ({ caller, params, write }) =>
      write(null, (trx) => deleteModel({ trx, queue }, caller.organizationId, params.modelId)),
  };
}
