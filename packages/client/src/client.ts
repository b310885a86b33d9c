import { Credentials } from './credentials/credentials.js';
import { Transport, type TransportOptions } from './http/transport.js';
import { AppClients } from './resources/app-clients.js';
import { Assets } from './resources/assets.js';
import { Batches } from './resources/batches.js';
import { Documents } from './resources/documents.js';
import { Logs } from './resources/logs.js';
import { Mails } from './resources/mails.js';
import { Models } from './resources/models.js';
import { Predictions } from './resources/predictions.js';
import { Resource } from './resources/resource.js';
import { Secrets } from './resources/secrets.js';
import { Trainings } from './resources/trainings.js';
import { TransitionExecutions } from './resources/transition-executions.js';
import { Transitions } from './resources/transitions.js';
import { Users } from './resources/users.js';
import { WorkflowExecutions } from './resources/workflow-executions.js';
import { Workflows } from './resources/workflows.js';

/** How the calls of a client are made, unless a call says otherwise in its last argument. */
export type ClientOptions = TransportOptions;

/**
 * The client of the service: a method for each operation of the API.
 *
 * Arguments that an operation needs come first, by position; an object with the rest follows, and last how the call
 * itself is made (`timeout`, `signal`, `maxRetries`).
 *
 * @example
 * ```ts
 * import { Client } from '@las/client';
 *
 * const client = new Client();
 * const { documentId } = await client.createDocument('receipt.jpg', 'image/jpeg');
 * ```
 */
export class Client extends Resource {
  /**
   * @param credentials What to sign in with; by default the environment variables `LAS_…`, or else section `[default]`
   *   of `~/.lucidtech/credentials.cfg`.
   * @param options How calls are made.
   * @throws {MissingCredentials} when no credentials are given and none are found.
   */
  constructor(credentials: Credentials = Credentials.find(), options: ClientOptions = {}) {
    super(new Transport(credentials, options));
  }

  /** What the client signs in with. */
  get credentials(): Credentials {
    return this.transport.credentials;
  }
}

export interface Client
  extends AppClients,
    Assets,
    Batches,
    Documents,
    Logs,
    Mails,
    Models,
    Predictions,
    Secrets,
    Trainings,
    TransitionExecutions,
    Transitions,
    Users,
    WorkflowExecutions,
    Workflows {}

/** All methods are on the client itself, so a resource's class is only the place where its methods are written. */
for (const { prototype } of [
  AppClients,
  Assets,
  Batches,
  Documents,
  Logs,
  Mails,
  Models,
  Predictions,
  Secrets,
  Trainings,
  TransitionExecutions,
  Transitions,
  Users,
  WorkflowExecutions,
  Workflows,
]) {
  const { constructor: _, ...methods } = Object.getOwnPropertyDescriptors(prototype);
  Object.defineProperties(Client.prototype, methods);
}
