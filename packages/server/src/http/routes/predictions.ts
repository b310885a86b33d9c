import type { NextTokens } from '../../domain/next-token.js';
import {
  getPrediction,
  listPredictions,
  type PredictionServices,
  predict,
  storePrediction,
} from '../../domain/predictions.js';
import type { RoutesOf } from '../register.js';

export function predictionRoutes(
  services: PredictionServices & { nextTokens: NextTokens },
): RoutesOf<'createPrediction' | 'listPredictions' | 'getPrediction'> {
  return {
    createPrediction: async ({ caller, body, write, signal }) => {
      const prediction = await predict(services, { ...caller, signal }, body);
      return write('prediction', (trx) => storePrediction(trx, caller.organizationId, prediction));
    },
    listPredictions: ({ caller, query }) => listPredictions(services, caller.organizationId, query),
    getPrediction: ({ caller, params }) => getPrediction(services.db, caller.organizationId, params.predictionId),
  };
}
