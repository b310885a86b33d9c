import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { AppClient, AppClientCreate, AppClientPage, AppClientUpdate, PagingOptions } from '../shapes.js';
import { Resource } from './resource.js';

/** App clients: what programs and apps sign in as. */
export abstract class AppClients extends Resource {
  /**
   * Creates an app client: credentials for one more program. The answer is the only one that ever shows its
   * `clientSecret`.
   *
   * @python create_app_client
   * @param options Its name, whether it gets a secret, and its URLs.
   * @returns The app client with its secret.
   * @throws {BadRequestException} when an app client without a secret has no `callbackUrls` or `logoutUrls`.
   * @throws {LimitExceededException} when the organization has as many app clients as it may.
   * @example
   * const appClient = await client.createAppClient({ name: 'Nightly import' });
   * console.log(appClient.clientId, appClient.clientSecret, appClient.apiKey);
   */
  createAppClient(options: AppClientCreate = {}, request?: RequestOptions): ApiCall<AppClient> {
    return this.transport.call('POST', '/appClients', { body: { generateSecret: true, ...options }, request });
  }

  /**
   * Lists the app clients of the organization.
   *
   * @python list_app_clients
   * @param options Size and place of the page.
   * @returns A page of app clients; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const appClient of client.listAppClients()) {
   *   console.log(appClient.appClientId, appClient.name);
   * }
   */
  listAppClients(options: PagingOptions = {}, request?: RequestOptions): ListCall<AppClientPage, 'appClients'> {
    return this.transport.list('GET', '/appClients', 'appClients', { query: { ...options }, request });
  }

  /**
   * Changes the name or description of an app client.
   *
   * @python update_app_client
   * @param appClientId Id of the app client.
   * @param changes What to change; null clears. At least one field.
   * @returns The app client as it is now.
   * @throws {BadRequestException} when there is no change.
   * @throws {NotFoundException} when there is no such app client.
   * @example
   * const { appClientId } = await client.createAppClient({ name: 'Import' });
   * await client.updateAppClient(appClientId, { name: 'Nightly import' });
   */
  updateAppClient(appClientId: string, changes: AppClientUpdate, request?: RequestOptions): ApiCall<AppClient> {
    return this.transport.call('PATCH', path`/appClients/${appClientId}`, { body: changes, request });
  }

  /**
   * Deletes an app client. Its access tokens stop working within a minute. An app client cannot delete itself.
   *
   * @python delete_app_client
   * @param appClientId Id of the app client.
   * @returns The app client that was deleted.
   * @throws {BadRequestException} when it is the one that the client has signed in as.
   * @throws {NotFoundException} when there is no such app client.
   * @example
   * const { appClientId } = await client.createAppClient({ name: 'For today' });
   * await client.deleteAppClient(appClientId);
   */
  deleteAppClient(appClientId: string, request?: RequestOptions): ApiCall<AppClient> {
    return this.transport.call('DELETE', path`/appClients/${appClientId}`, { request });
  }
}
