import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { JsonObject, PagingOptions, Secret, SecretCreate, SecretPage, SecretUpdate } from '../shapes.js';
import { Resource } from './resource.js';

export type CreateSecretOptions = Omit<SecretCreate, 'data'>;

/** Secrets: data for the containers of docker transitions, which never leaves the service by the API. */
export abstract class Secrets extends Resource {
  /**
   * Stores a secret. Its keys and values become environment variables of the containers that name it in
   * `environmentSecrets`; with the keys `username` and `password` it signs in to a registry of images.
   *
   * @python create_secret
   * @param data Flat keys and values.
   * @param options Name and description.
   * @returns The secret, without its data.
   * @throws {BadRequestException} when the data is not flat.
   * @throws {LimitExceededException} when the organization has as many secrets as it may.
   * @example
   * const secret = await client.createSecret({ username: 'me', password: 'hush' }, { name: 'Registry' });
   * console.log(secret.secretId);
   */
  createSecret(data: JsonObject, options: CreateSecretOptions = {}, request?: RequestOptions): ApiCall<Secret> {
    return this.transport.call('POST', '/secrets', { body: { data, ...options }, request });
  }

  /**
   * Lists secrets, without their data.
   *
   * @python list_secrets
   * @param options Size and place of the page.
   * @returns A page of secrets; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const secret of client.listSecrets()) {
   *   console.log(secret.secretId, secret.name);
   * }
   */
  listSecrets(options: PagingOptions = {}, request?: RequestOptions): ListCall<SecretPage, 'secrets'> {
    return this.transport.list('GET', '/secrets', 'secrets', { query: { ...options }, request });
  }

  /**
   * Replaces the data of a secret, or changes its name or description.
   *
   * @python update_secret
   * @param secretId Id of the secret.
   * @param changes What to change; `data` replaces all that was there, null clears name or description. At least one
   *   field.
   * @returns The secret as it is now, without its data.
   * @throws {BadRequestException} when there is no change, or the data is not flat.
   * @throws {NotFoundException} when there is no such secret.
   * @example
   * const { secretId } = await client.createSecret({ token: 'old' });
   * await client.updateSecret(secretId, { data: { token: 'new' } });
   */
  updateSecret(secretId: string, changes: SecretUpdate, request?: RequestOptions): ApiCall<Secret> {
    return this.transport.call('PATCH', path`/secrets/${secretId}`, { body: changes, request });
  }

  /**
   * Deletes a secret that neither a transition nor a workflow uses.
   *
   * @python delete_secret
   * @param secretId Id of the secret.
   * @returns The secret that was deleted, without its data.
   * @throws {BadRequestException} when it is in use; the message says by what.
   * @throws {NotFoundException} when there is no such secret.
   * @example
   * const { secretId } = await client.createSecret({ token: 'old' });
   * await client.deleteSecret(secretId);
   */
  deleteSecret(secretId: string, request?: RequestOptions): ApiCall<Secret> {
    return this.transport.call('DELETE', path`/secrets/${secretId}`, { request });
  }
}
