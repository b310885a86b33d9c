import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  AutoTrain,
  AutoTrainUpdate,
  PagingOptions,
  Training,
  TrainingCreate,
  TrainingPage,
  TrainingUpdate,
} from '../shapes.js';
import { Resource } from './resource.js';

/** Trainings of models, with their progress and reports. */
export abstract class Trainings extends Resource {
  /**
   * Starts a training, over all documents with ground truth for the fields of the model, or over those of some batches.
   * The version that serves now goes on to do so until the training has succeeded.
   *
   * @param modelId Id of the model.
   * @param options Name, and the batches to train on.
   * @returns The training; get it again to see how it goes.
   * @throws {BadRequestException} when a training of the model has not ended, or the model has no fields.
   * @throws {NotFoundException} when there is no such model or batch.
   * @example
   * const { modelId } = await client.createModel(640, 960, { total: { type: 'amount', maxLength: 16 } });
   * const training = await client.createTraining(modelId, { name: 'First' });
   * console.log(training.trainingId, training.status);
   */
  createTraining(modelId: string, options: TrainingCreate = {}, request?: RequestOptions): ApiCall<Training> {
    return this.transport.call('POST', path`/models/${modelId}/trainings`, { body: options, request });
  }

  /**
   * Lists the trainings of a model, without their reports.
   *
   * @param modelId Id of the model.
   * @param options Size and place of the page.
   * @returns A page of trainings; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @throws {NotFoundException} when there is no such model.
   * @example
   * for await (const { modelId } of client.listModels()) {
   *   for await (const training of client.listTrainings(modelId)) {
   *     console.log(training.trainingId, training.status, training.serving);
   *   }
   * }
   */
  listTrainings(
    modelId: string,
    options: PagingOptions = {},
    request?: RequestOptions,
  ): ListCall<TrainingPage, 'trainings'> {
    const url = path`/models/${modelId}/trainings`;
    return this.transport.list('GET', url, 'trainings', { query: { ...options }, request });
  }

  /**
   * Gets a training: its progress while it runs, its report when it has succeeded, the reason when it has failed.
   *
   * @param modelId Id of the model.
   * @param trainingId Id of the training.
   * @returns The training.
   * @throws {NotFoundException} when there is no such model or training.
   * @example
   * const { modelId } = await client.createModel(640, 960, { total: { type: 'amount', maxLength: 16 } });
   * let training = await client.createTraining(modelId);
   * while (training.status === 'queued' || training.status === 'running') {
   *   console.log(training.activity, training.progress);
   *   await new Promise((resolve) => setTimeout(resolve, 1000));
   *   training = await client.getTraining(modelId, training.trainingId);
   * }
   * console.log(training.status, training.message, training.report?.overall.accuracy);
   */
  getTraining(modelId: string, trainingId: string, request?: RequestOptions): ApiCall<Training> {
    return this.transport.call('GET', path`/models/${modelId}/trainings/${trainingId}`, { request });
  }

  /**
   * Cancels a training that has not ended.
   *
   * @param modelId Id of the model.
   * @param trainingId Id of the training.
   * @param changes `{ status: 'cancelled' }`.
   * @returns The training as it is now.
   * @throws {BadRequestException} when it has ended already.
   * @throws {NotFoundException} when there is no such model or training.
   * @example
   * for await (const { modelId } of client.listModels()) {
   *   for await (const training of client.listTrainings(modelId)) {
   *     if (training.status !== 'running') continue;
   *     await client.updateTraining(modelId, training.trainingId, { status: 'cancelled' });
   *   }
   * }
   */
  updateTraining(
    modelId: string,
    trainingId: string,
    changes: TrainingUpdate,
    request?: RequestOptions,
  ): ApiCall<Training> {
    return this.transport.call('PATCH', path`/models/${modelId}/trainings/${trainingId}`, { body: changes, request });
  }

  /**
   * Says when a model trains by itself, and what has changed since its last training.
   *
   * @param modelId Id of the model.
   * @returns The settings, with how many corrections wait for the next training.
   * @throws {NotFoundException} when there is no such model.
   * @example
   * const { modelId } = await client.createModel(640, 960, { total: { type: 'amount', maxLength: 16 } });
   * const { newCorrections, afterCorrections } = await client.getAutoTrain(modelId);
   * console.log(`${newCorrections} corrections, training after ${afterCorrections ?? 'none'}`);
   */
  getAutoTrain(modelId: string, request?: RequestOptions): ApiCall<AutoTrain> {
    return this.transport.call('GET', path`/models/${modelId}/trainings/autoTrain`, { request });
  }

  /**
   * Has a model train by itself: after so many documents with new or changed ground truth, after so many hours when
   * something has changed, or both. What such a training makes serves only when it is not worse in any field, by
   * cross-validation on the same documents; its report says what was compared.
   *
   * @param modelId Id of the model.
   * @param changes What is to change; null switches a trigger off.
   * @returns The settings as they are now.
   * @throws {BadRequestException} when a value is out of its range.
   * @throws {NotFoundException} when there is no such model or batch.
   * @example
   * const { modelId } = await client.createModel(640, 960, { total: { type: 'amount', maxLength: 16 } });
   * await client.updateAutoTrain(modelId, { afterCorrections: 25, everyHours: 24 });
   */
  updateAutoTrain(modelId: string, changes: AutoTrainUpdate, request?: RequestOptions): ApiCall<AutoTrain> {
    return this.transport.call('PATCH', path`/models/${modelId}/trainings/autoTrain`, { body: changes, request });
  }
}
