import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  ListTransitionsOptions,
  Transition,
  TransitionCreate,
  TransitionPage,
  TransitionType,
  TransitionUpdate,
} from '../shapes.js';
import { Resource } from './resource.js';

export type CreateTransitionOptions = Omit<TransitionCreate, 'transitionType'>;

/**
 * Transitions: the steps of workflows, done by a container or by people and programs of one's own. Those that are built in
 * are not listed; docs/workflows.md names them.
 */
export abstract class Transitions extends Resource {
  /**
   * Creates a transition. A `docker` transition runs a container for each execution; executions of a `manual` one wait
   * until a person or a program of yours takes them.
   *
   * @python create_transition
   * @param transitionType `docker` or `manual`.
   * @param options Name, description, schemas of input and output, and the parameters of the type.
   * @returns The transition.
   * @throws {BadRequestException} when a docker transition has no `imageUrl`, or a secret or an asset does not exist.
   * @throws {LimitExceededException} when the organization has as many transitions as it may.
   * @example
   * const transition = await client.createTransition('manual', {
   *   name: 'Check the values',
   *   inputJsonSchema: { type: 'object', required: ['documentId'] },
   * });
   * console.log(transition.transitionId);
   */
  createTransition(
    transitionType: TransitionType,
    options: CreateTransitionOptions = {},
    request?: RequestOptions,
  ): ApiCall<Transition> {
    return this.transport.call('POST', '/transitions', { body: { transitionType, ...options }, request });
  }

  /**
   * Lists the transitions of the organization.
   *
   * @python list_transitions
   * @param options A filter, and size and place of the page.
   * @returns A page of transitions; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page with the same filter.
   * @example
   * for await (const transition of client.listTransitions({ transitionType: 'manual' })) {
   *   console.log(transition.transitionId, transition.name);
   * }
   */
  listTransitions(
    options: ListTransitionsOptions = {},
    request?: RequestOptions,
  ): ListCall<TransitionPage, 'transitions'> {
    return this.transport.list('GET', '/transitions', 'transitions', { query: { ...options }, request });
  }

  /**
   * Gets a transition, also a built-in one such as `las:transition:commons-predict`.
   *
   * @python get_transition
   * @param transitionId Id of the transition.
   * @returns The transition.
   * @throws {NotFoundException} when there is no such transition.
   * @example
   * const { transitionId } = await client.createTransition('manual');
   * const transition = await client.getTransition(transitionId);
   * console.log(transition.transitionType, transition.parameters);
   */
  getTransition(transitionId: string, request?: RequestOptions): ApiCall<Transition> {
    return this.transport.call('GET', path`/transitions/${transitionId}`, { request });
  }

  /**
   * Changes a transition. `assets`, `environment` and `environmentSecrets` each replace the old one whole; answers have
   * them under `parameters`.
   *
   * @python update_transition
   * @param transitionId Id of the transition.
   * @param changes What to change; null clears name or description. At least one field.
   * @returns The transition as it is now.
   * @throws {BadRequestException} when there is no change, or a field does not go with the type of the transition.
   * @throws {NotFoundException} when there is no such transition.
   * @example
   * const { transitionId } = await client.createTransition('manual');
   * const { assetId } = await client.createAsset(new Blob(['{}']));
   * await client.updateTransition(transitionId, { assets: { fieldConfig: assetId } });
   */
  updateTransition(transitionId: string, changes: TransitionUpdate, request?: RequestOptions): ApiCall<Transition> {
    return this.transport.call('PATCH', path`/transitions/${transitionId}`, { body: changes, request });
  }

  /**
   * Deletes a transition that no workflow uses.
   *
   * @python delete_transition
   * @param transitionId Id of the transition.
   * @returns The transition that was deleted.
   * @throws {BadRequestException} when a workflow uses it; the message says which.
   * @throws {NotFoundException} when there is no such transition.
   * @example
   * const { transitionId } = await client.createTransition('manual');
   * await client.deleteTransition(transitionId);
   */
  deleteTransition(transitionId: string, request?: RequestOptions): ApiCall<Transition> {
    return this.transport.call('DELETE', path`/transitions/${transitionId}`, { request });
  }
}
