import { type EndpointName, endpoints, type Scope } from '@las/contract';
import type { Caller } from './caller.js';

/*
 * What the program of a task may do with the credentials that it is given. It comes from an image that somebody else may have
 * made, and works on data of one organization: so it may end its own execution, read what a step of a workflow is about, and
 * write what a step results in. A scope would let it do more than that: the one for correcting a document deletes all of them.
 * A task that needs more brings an app client's credentials by its environmentSecrets.
 */

/** On its own execution only. */
const ofOwnExecution = [
  'getTransitionExecution',
  'updateTransitionExecution',
  'sendHeartbeat',
] as const satisfies EndpointName[];

const ofOrganization = [
  'listDocuments',
  'getDocument',
  'getDocumentWords',
  'updateDocument',
  'listBatches',
  'listAssets',
  'getAsset',
  'listModels',
  'getModel',
  'listPredictions',
  'getPrediction',
  'createPrediction',
] as const satisfies EndpointName[];

const ownExecutionOnly: ReadonlySet<string> = new Set(ofOwnExecution);
const everywhere: ReadonlySet<string> = new Set(ofOrganization);

/** Scopes of the tokens of tasks. */
export const taskScopes: ReadonlySet<Scope> = new Set(
  [...ofOwnExecution, ...ofOrganization].map((name) => endpoints[name].scope),
);

/** Whether a caller who holds the scope may call this operation on these parameters of the path: always, unless it is a task. */
export function mayCall(caller: Caller, operation: string, params: { executionId?: string }): boolean {
  if (caller.taskExecutionId === undefined) return true;
  if (ownExecutionOnly.has(operation)) return params.executionId === caller.taskExecutionId;
  return everywhere.has(operation);
}
