import type {
  CompletedConfig,
  DockerParameters,
  ManualParameters,
  TransitionCreate,
  TransitionUpdate,
} from '@las/contract';
import type { DatabaseTransaction } from '../db/database.js';
import { badRequest } from './api-error.js';
import { mostBytesInLists, requireJsonSize } from './json-size.js';
import { type Reference, requireReferences } from './references.js';

export type TransitionParameters = DockerParameters | ManualParameters;

/** The parameters of a new transition. The contract takes those of both types: here they are held against the one given. */
export function newParameters({ transitionType, parameters = {} }: TransitionCreate): TransitionParameters {
  requireJsonSize('body.parameters', parameters, mostBytesInLists);
  if (transitionType === 'docker') {
    if ('assets' in parameters) throw badRequest('body.parameters.assets is a parameter of manual transitions only');
    if (!('imageUrl' in parameters)) throw badRequest('body.parameters.imageUrl is required of a docker transition');
  } else if ('imageUrl' in parameters) {
    throw badRequest('body.parameters.imageUrl is a parameter of docker transitions only');
  }
  return parameters;
}

/** Parameters of which each that is given replaces the old one whole. */
export function changedParameters(
  parameters: TransitionParameters,
  { assets, environment, environmentSecrets }: TransitionUpdate,
): TransitionParameters {
  requireJsonSize('body.assets', assets, mostBytesInLists);
  requireJsonSize('body.environment', environment, mostBytesInLists);
  const container = { ...(environment ? { environment } : {}), ...(environmentSecrets ? { environmentSecrets } : {}) };
  if ('imageUrl' in parameters) {
    if (assets) throw badRequest('body.assets is for manual transitions, and this one is docker');
    return { ...parameters, ...container };
  }
  const [misplaced] = Object.keys(container);
  if (misplaced) throw badRequest(`body.${misplaced} is for docker transitions, and this one is manual`);
  return { ...parameters, ...(assets ? { assets } : {}) };
}

/** Checks that the secrets of a container's configuration are there, and holds them until the transaction ends. */
export function requireSecrets(
  trx: DatabaseTransaction,
  organizationId: string,
  place: string,
  config: Pick<CompletedConfig, 'secretId' | 'environmentSecrets'>,
): Promise<void> {
  const references: Reference[] = (config.environmentSecrets ?? []).map((id, index) => ({
    field: `${place}.environmentSecrets[${index}]`,
    id,
  }));
  if (config.secretId !== undefined) references.push({ field: `${place}.secretId`, id: config.secretId });
  return requireReferences(trx, organizationId, 'secrets', references);
}

/** Checks that the assets are there, and holds them until the transaction ends. */
export function requireAssets(
  trx: DatabaseTransaction,
  organizationId: string,
  place: string,
  { assets = {} }: Pick<ManualParameters, 'assets'>,
): Promise<void> {
  const references = Object.entries(assets).map(([name, id]) => ({ field: `${place}.assets.${name}`, id }));
  return requireReferences(trx, organizationId, 'assets', references);
}
