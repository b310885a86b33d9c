import { performance } from 'node:perf_hooks';
import type { PredictedField, Prediction, PredictionCreate, PredictionDetail, PredictionPage } from '@las/contract';
import { type ExtractedField, ModelFormatError, type Page } from '@las/extractor';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { findModel, type ModelRow } from '../db/models.js';
import {
  findPrediction,
  holdRow,
  insertPrediction,
  type PredictionSummaryRow,
  pageOfPredictions,
} from '../db/predictions.js';
import { findDocumentSource } from '../db/readings.js';
import { badRequest, notFound } from './api-error.js';
import type { DocumentReader } from './document-reader.js';
import type { TrainedModels } from './extraction/trained-models.js';
import { newId } from './ids.js';
import type { NextTokens } from './next-token.js';
import { limitWords, predictedFields } from './predicted-fields.js';
import { readForCaller } from './read-for-caller.js';

export interface PredictionServices {
  db: Database;
  documents: DocumentReader;
  models: TrainedModels;
}

/** What was predicted, not yet stored. */
export interface UnstoredPrediction {
  documentId: string;
  modelId: string;
  trainingId: string;
  inferenceTime: number;
  fields: PredictedField[];
}

function toPrediction(row: PredictionSummaryRow): Prediction {
  return {
    predictionId: row.id,
    documentId: row.document_id,
    modelId: row.model_id,
    inferenceTime: row.inference_time,
    timestamp: Math.floor(row.created_time.getTime() / 1000),
    predictions: row.predictions,
  };
}

/** The version of a model that answers. @throws ApiError that says why none does. */
function servingVersion(model: ModelRow): string {
  const { id, serving_training_id: version } = model;
  if (version === null) {
    const what = model.is_training ? 'its first training has not ended' : 'it was never trained';
    throw badRequest(`${id} cannot predict yet: ${what}`);
  }
  if (model.disabled_time !== null) throw badRequest(`${id} is inactive: set its status to active first`);
  return version;
}

interface Version {
  modelId: string;
  trainingId: string;
}

async function extract(
  models: TrainedModels,
  { modelId, trainingId }: Version,
  pages: readonly Page[],
  signal: AbortSignal,
): Promise<ExtractedField[]> {
  try {
    const fields = await models.extract(trainingId, pages, signal);
    if (!fields) throw notFound(modelId);
    return fields;
  } catch (error) {
    if (!(error instanceof ModelFormatError)) throw error;
    throw badRequest(`${modelId} was trained by another version of the service: train it again`);
  }
}

/** Predicts the fields of a document. Reads and computes; stores nothing but the reading. */
export async function predict(
  services: PredictionServices,
  { organizationId, signal }: { organizationId: string; signal: AbortSignal },
  { documentId, modelId, ...options }: PredictionCreate,
): Promise<UnstoredPrediction> {
  const started = performance.now();
  const source = await findDocumentSource(services.db, organizationId, documentId);
  if (!source) throw notFound(documentId);
  const model = await findModel(services.db, organizationId, modelId);
  if (!model) throw notFound(modelId);
  const trainingId = servingVersion(model);
  const readingOptions = { ...model.preprocess_config, ...options, signal };
  const reading = await readForCaller(services.documents, { documentId, ...source }, readingOptions);
  const extracted = await extract(services.models, { modelId, trainingId }, limitWords(reading.pages), signal);
  const fields = predictedFields(extracted, reading, model.field_config);
  const inferenceTime = (performance.now() - started) / 1000;
  return { documentId, modelId, trainingId, inferenceTime, fields };
}

/** Stores a prediction. @throws ApiError when the document or the model was deleted since. */
export async function storePrediction(
  trx: DatabaseTransaction,
  organizationId: string,
  prediction: UnstoredPrediction,
  id = newId('prediction'),
): Promise<Prediction> {
  const { documentId, modelId, trainingId, inferenceTime, fields } = prediction;
  if (!(await holdRow(trx, 'documents', { organizationId, id: documentId }))) throw notFound(documentId);
  if (!(await holdRow(trx, 'models', { organizationId, id: modelId }))) throw notFound(modelId);
  const row = await insertPrediction(trx, {
    id,
    organization_id: organizationId,
    document_id: documentId,
    model_id: modelId,
    training_id: trainingId,
    inference_time: inferenceTime,
    fields: JSON.stringify(fields),
  });
  return toPrediction(row);
}

export async function listPredictions(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<PredictionPage> {
  const list = { name: 'predictions', organizationId };
  const page = await pageOfPredictions(db, organizationId, nextTokens.keyset(list, query));
  return { predictions: page.rows.map(toPrediction), nextToken: nextTokens.token(list, page.next) };
}

export async function getPrediction(
  db: Database,
  organizationId: string,
  predictionId: string,
): Promise<PredictionDetail> {
  const row = await findPrediction(db, organizationId, predictionId);
  if (!row) throw notFound(predictionId);
  return { ...toPrediction(row), fields: row.fields };
}
