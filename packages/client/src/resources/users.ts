import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { PagingOptions, User, UserCreate, UserPage, UserUpdate } from '../shapes.js';
import { Resource } from './resource.js';

export type CreateUserOptions = Omit<UserCreate, 'email'>;

/** Users: the people of the organization. */
export abstract class Users extends Resource {
  /**
   * Creates a user and sends an invitation.
   *
   * @python create_user
   * @param email Address of the new user, to which the invitation goes.
   * @param options Name, picture, and the app client whose `defaultLoginUrl` the invitation links to.
   * @returns The user.
   * @throws {BadRequestException} when the address is none, is taken, or the app client does not exist.
   * @throws {LimitExceededException} when the organization has as many users as it may.
   * @example
   * const user = await client.createUser(`ada.${Date.now()}@example.com`, { name: 'Ada' });
   * console.log(user.userId);
   */
  createUser(email: string, options: CreateUserOptions = {}, request?: RequestOptions): ApiCall<User> {
    return this.transport.call('POST', '/users', { body: { email, ...options }, request });
  }

  /**
   * Lists the users of the organization.
   *
   * @python list_users
   * @param options Size and place of the page.
   * @returns A page of users; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const user of client.listUsers()) {
   *   console.log(user.userId, user.email);
   * }
   */
  listUsers(options: PagingOptions = {}, request?: RequestOptions): ListCall<UserPage, 'users'> {
    return this.transport.list('GET', '/users', 'users', { query: { ...options }, request });
  }

  /**
   * Gets a user.
   *
   * @python get_user
   * @param userId Id of the user.
   * @returns The user.
   * @throws {NotFoundException} when there is no such user.
   * @example
   * for await (const { userId } of client.listUsers()) {
   *   const user = await client.getUser(userId);
   *   console.log(user.name, user.email);
   * }
   */
  getUser(userId: string, request?: RequestOptions): ApiCall<User> {
    return this.transport.call('GET', path`/users/${userId}`, { request });
  }

  /**
   * Changes the name or picture of a user.
   *
   * @python update_user
   * @param userId Id of the user.
   * @param changes What to change; null clears. At least one field.
   * @returns The user as it is now.
   * @throws {BadRequestException} when there is no change, or the picture is no JPEG in base64.
   * @throws {NotFoundException} when there is no such user.
   * @example
   * const { userId } = await client.createUser(`ada.${Date.now()}@example.com`);
   * await client.updateUser(userId, { name: 'Ada Lovelace' });
   */
  updateUser(userId: string, changes: UserUpdate, request?: RequestOptions): ApiCall<User> {
    return this.transport.call('PATCH', path`/users/${userId}`, { body: changes, request });
  }

  /**
   * Deletes a user. Users cannot delete themselves.
   *
   * @python delete_user
   * @param userId Id of the user.
   * @returns The user that was deleted.
   * @throws {NotFoundException} when there is no such user.
   * @example
   * const { userId } = await client.createUser(`ada.${Date.now()}@example.com`);
   * await client.deleteUser(userId);
   */
  deleteUser(userId: string, request?: RequestOptions): ApiCall<User> {
    return this.transport.call('DELETE', path`/users/${userId}`, { request });
  }
}
