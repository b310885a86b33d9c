import type { JsonObject } from '@las/asl';
import { type Prediction, PredictionCreate } from '@las/contract';
import { inTransaction } from '../../db/database.js';
import { findPrediction } from '../../db/predictions.js';
import { ApiError } from '../api-error.js';
import { idMadeBy } from '../ids.js';
import { type PredictionServices, predict, storePrediction, type UnstoredPrediction } from '../predictions.js';
import type { Quotas } from '../quotas.js';
import { DocumentUnreadableError } from '../read-for-caller.js';
import type { BuiltIn, BuiltInDescription } from './built-in.js';
import { builtIn, TaskError } from './task-error.js';
import { inputReader, plainSchemas } from './task-input.js';

const prediction = {
  type: 'object',
  properties: { label: { type: 'string' }, value: { type: ['string', 'null'] }, confidence: { type: 'number' } },
  required: ['label', 'value', 'confidence'],
};

const properties = plainSchemas(PredictionCreate.properties);

export const predictDescription: BuiltInDescription = {
  id: 'las:transition:commons-predict',
  name: 'Predict',
  description: 'Predicts the fields of a document with a model; passes the input on with predictionId and predictions.',
  inputJsonSchema: { type: 'object', properties, required: ['documentId', 'modelId'] },
  outputJsonSchema: {
    type: 'object',
    properties: { ...properties, predictionId: { type: 'string' }, predictions: { type: 'array', items: prediction } },
    required: ['documentId', 'modelId', 'predictionId', 'predictions'],
  },
};

const readInput = inputReader<PredictionCreate>(predictDescription.inputJsonSchema);

function explain(error: unknown): unknown {
  if (error instanceof DocumentUnreadableError) return new TaskError('las.UnreadableDocument', error.message);
  // The input has been checked: what is left to refuse is a model that cannot answer.
  if (error instanceof ApiError && error.code === 'badRequest')
    return new TaskError('las.ModelNotReady', error.message);
  return error;
}

/** The input may hold more than a request for a prediction does. */
function requestOf(input: JsonObject): PredictionCreate {
  const known = Object.entries(input).filter(([name]) => name in properties);
  return Object.fromEntries(known) as unknown as PredictionCreate;
}

export function predictBuiltIn(services: PredictionServices & { quotas: Quotas }): BuiltIn {
  const { db, quotas } = services;

  function store(organizationId: string, unstored: UnstoredPrediction, predictionId: string): Promise<Prediction> {
    return inTransaction(db, async (trx) => {
      await quotas.charge(trx, organizationId, 'prediction');
      return storePrediction(trx, organizationId, unstored, predictionId);
    });
  }

  async function make(caller: { organizationId: string; signal: AbortSignal }, input: JsonObject, id: string) {
    const { organizationId } = caller;
    try {
      return await store(organizationId, await predict(services, caller, requestOf(input)), id);
    } catch (error) {
      // A worker that was thought dead may have been quicker, and taken the last of a quota: its prediction counts, uncharged here.
      const earlier = await findPrediction(db, organizationId, id);
      if (earlier) return earlier;
      throw explain(error);
    }
  }

  return builtIn(predictDescription, {
    async run({ organizationId, executionId, input }, { signal }) {
      const given = readInput(input);
      const predictionId = idMadeBy(executionId, 'prediction');
      const earlier = await findPrediction(db, organizationId, predictionId);
      const { predictions } = earlier ?? (await make({ organizationId, signal }, given, predictionId));
      return { ...given, predictionId, predictions };
    },
  });
}
