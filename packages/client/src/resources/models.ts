import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { FieldConfig, Model, ModelCreate, ModelPage, ModelUpdate, PagingOptions } from '../shapes.js';
import { Resource } from './resource.js';

export type CreateModelOptions = Omit<ModelCreate, 'width' | 'height' | 'fieldConfig'>;

/** Models: what predicts the fields of documents. */
export abstract class Models extends Resource {
  /**
   * Creates a model for the fields that it is to find. It can predict once it has been trained.
   *
   * @python create_model
   * @param width Width in pixels, 97 to 1921.
   * @param height Height in pixels, 97 to 1921.
   * @param fieldConfig The fields by label, each with its `type` and `maxLength`.
   * @param options Name, description, and how documents are read.
   * @returns The model.
   * @throws {BadRequestException} when a field or a size is not as it has to be.
   * @throws {LimitExceededException} when the organization has as many models as it may.
   * @example
   * const model = await client.createModel(640, 960, {
   *   total: { type: 'amount', maxLength: 16 },
   *   date: { type: 'date', maxLength: 10 },
   * });
   * console.log(model.modelId, model.status);
   */
  createModel(
    width: number,
    height: number,
    fieldConfig: FieldConfig,
    options: CreateModelOptions = {},
    request?: RequestOptions,
  ): ApiCall<Model> {
    return this.transport.call('POST', '/models', { body: { width, height, fieldConfig, ...options }, request });
  }

  /**
   * Lists the models of the organization.
   *
   * @python list_models
   * @param options Size and place of the page.
   * @returns A page of models; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const model of client.listModels()) {
   *   console.log(model.modelId, model.name, model.status);
   * }
   */
  listModels(options: PagingOptions = {}, request?: RequestOptions): ListCall<ModelPage, 'models'> {
    return this.transport.list('GET', '/models', 'models', { query: { ...options }, request });
  }

  /**
   * Gets a model.
   *
   * @python get_model
   * @param modelId Id of the model.
   * @returns The model.
   * @throws {NotFoundException} when there is no such model.
   * @example
   * for await (const { modelId } of client.listModels()) {
   *   const model = await client.getModel(modelId);
   *   console.log(Object.keys(model.fieldConfig));
   * }
   */
  getModel(modelId: string, request?: RequestOptions): ApiCall<Model> {
    return this.transport.call('GET', path`/models/${modelId}`, { request });
  }

  /**
   * Changes a model. The status `training` starts a training over all documents that have ground truth for its fields;
   * `createTraining` does the same and can be limited to some batches.
   *
   * @python update_model
   * @param modelId Id of the model.
   * @param changes What to change; null clears name or description. At least one field.
   * @returns The model as it is now.
   * @throws {BadRequestException} when there is no change, a training has not ended, or the model is to be active and was
   *   never trained.
   * @throws {NotFoundException} when there is no such model.
   * @example
   * const { modelId } = await client.createModel(640, 960, { total: { type: 'amount', maxLength: 16 } });
   * await client.updateModel(modelId, { name: 'Receipts', status: 'training' });
   */
  updateModel(modelId: string, changes: ModelUpdate, request?: RequestOptions): ApiCall<Model> {
    return this.transport.call('PATCH', path`/models/${modelId}`, { body: changes, request });
  }

  /**
   * Deletes a model with its trainings and predictions.
   *
   * @param modelId Id of the model.
   * @returns The model that was deleted.
   * @throws {NotFoundException} when there is no such model.
   * @example
   * const { modelId } = await client.createModel(640, 960, { total: { type: 'amount', maxLength: 16 } });
   * await client.deleteModel(modelId);
   */
  deleteModel(modelId: string, request?: RequestOptions): ApiCall<Model> {
    return this.transport.call('DELETE', path`/models/${modelId}`, { request });
  }
}
