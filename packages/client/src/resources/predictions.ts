import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { PagingOptions, Prediction, PredictionCreate, PredictionDetail, PredictionPage } from '../shapes.js';
import { Resource } from './resource.js';

export type CreatePredictionOptions = Omit<PredictionCreate, 'documentId' | 'modelId'>;

/** Predictions: the fields of a document as a model finds them. */
export abstract class Predictions extends Resource {
  /**
   * Predicts the fields of a document. The answer comes when they are found.
   *
   * @python create_prediction
   * @param documentId Id of the document.
   * @param modelId Id of the model.
   * @param options How the document is to be read; what is left out is as the model's `preprocessConfig` has it.
   * @returns The values found, each with its confidence. A label may occur more than once.
   * @throws {BadRequestException} when the document cannot be read, or the model is inactive or was never trained; the
   *   message says which.
   * @throws {NotFoundException} when there is no such document or model.
   * @throws {LimitExceededException} when the organization has made as many predictions this month as it may.
   * @example
   * const { documentId } = await client.createDocument('receipt.jpg', 'image/jpeg');
   * for await (const { modelId, status } of client.listModels()) {
   *   if (status !== 'active') continue;
   *   const { predictions } = await client.createPrediction(documentId, modelId, { imageQuality: 'HIGH' });
   *   for (const { label, value, confidence } of predictions) console.log(label, value, confidence);
   * }
   */
  createPrediction(
    documentId: string,
    modelId: string,
    options: CreatePredictionOptions = {},
    request?: RequestOptions,
  ): ApiCall<Prediction> {
    return this.transport.call('POST', '/predictions', { body: { documentId, modelId, ...options }, request });
  }

  /**
   * Lists predictions.
   *
   * @python list_predictions
   * @param options Size and place of the page.
   * @returns A page of predictions; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const prediction of client.listPredictions()) {
   *   console.log(prediction.predictionId, prediction.documentId, prediction.predictions);
   * }
   */
  listPredictions(options: PagingOptions = {}, request?: RequestOptions): ListCall<PredictionPage, 'predictions'> {
    return this.transport.list('GET', '/predictions', 'predictions', { query: { ...options }, request });
  }

  /**
   * Gets a prediction with where each value stands, the words it was read from and what else it could be.
   *
   * @param predictionId Id of the prediction.
   * @returns The prediction; `fields` has the places, words and alternatives.
   * @throws {NotFoundException} when there is no such prediction.
   * @example
   * for await (const { predictionId } of client.listPredictions()) {
   *   const { fields } = await client.getPrediction(predictionId);
   *   for (const field of fields) console.log(field.label, field.value, field.page, field.box);
   * }
   */
  getPrediction(predictionId: string, request?: RequestOptions): ApiCall<PredictionDetail> {
    return this.transport.call('GET', path`/predictions/${predictionId}`, { request });
  }
}
