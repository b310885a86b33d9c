import type { Transition, TransitionCreate, TransitionPage, TransitionType, TransitionUpdate } from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import {
  deleteTransitionRow,
  findTransition,
  insertTransition,
  lockTransitionForChange,
  lockTransitionForDeletion,
  pageOfTransitions,
  type TransitionRow,
  updateTransitionRow,
} from '../db/transitions.js';
import { findTransitionUsers } from '../db/usage.js';
import { badRequest, notFound } from './api-error.js';
import type { BuiltInDescription } from './built-in/built-in.js';
import { builtInDescriptions } from './built-in/built-in-transitions.js';
import { newId } from './ids.js';
import { checkJsonSchema } from './json-schema/check-schema.js';
import type { NextTokens } from './next-token.js';
import { nameUsers } from './references.js';
import { changedParameters, newParameters, requireAssets, requireSecrets } from './transition-parameters.js';

/** How a schema that was not given is answered. */
const anySchema = { $schema: 'https://json-schema.org/draft-04/schema#' };

function toTransition(row: TransitionRow): Transition {
  return {
    transitionId: row.id,
    transitionType: row.transition_type,
    name: row.name,
    description: row.description,
    parameters: row.parameters,
    inputJsonSchema: row.input_json_schema ?? anySchema,
    outputJsonSchema: row.output_json_schema ?? anySchema,
  };
}

function builtInTransition({ id, ...description }: BuiltInDescription): Transition {
  return { transitionId: id, transitionType: 'built-in', parameters: {}, ...description };
}

/** @throws ApiError when a schema of the body is none. It takes time: not to be called inside a transaction. */
export async function checkTransitionSchemas(
  body: Pick<TransitionCreate, 'inputJsonSchema' | 'outputJsonSchema'>,
): Promise<void> {
  for (const name of ['inputJsonSchema', 'outputJsonSchema'] as const) {
    const schema = body[name];
    if (schema !== undefined) await checkJsonSchema(`body.${name}`, schema);
  }
}

/** @param input whose schemas have been checked. */
export async function createTransition(
  trx: DatabaseTransaction,
  organizationId: string,
  input: TransitionCreate,
): Promise<Transition> {
  const parameters = newParameters(input);
  if ('imageUrl' in parameters) await requireSecrets(trx, organizationId, 'body.parameters', parameters);
  else await requireAssets(trx, organizationId, 'body.parameters', parameters);
  const row = await insertTransition(trx, {
    id: newId('transition'),
    organization_id: organizationId,
    transition_type: input.transitionType,
    name: input.name ?? null,
    description: input.description ?? null,
    parameters,
    input_json_schema: input.inputJsonSchema ?? null,
    output_json_schema: input.outputJsonSchema ?? null,
  });
  return toTransition(row);
}

export async function getTransition(db: Database, organizationId: string, transitionId: string): Promise<Transition> {
  const builtIn = builtInDescriptions.get(transitionId);
  if (builtIn) return builtInTransition(builtIn);
  const row = await findTransition(db, organizationId, transitionId);
  if (!row) throw notFound(transitionId);
  return toTransition(row);
}

export async function listTransitions(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { transitionType?: TransitionType[]; maxResults?: number; nextToken?: string },
): Promise<TransitionPage> {
  const echo = query.transitionType ? { transitionType: query.transitionType } : {};
  const list = { name: 'transitions', organizationId, filters: echo };
  const page = await pageOfTransitions(db, organizationId, query.transitionType, nextTokens.keyset(list, query));
  return { transitions: page.rows.map(toTransition), nextToken: nextTokens.token(list, page.next), ...echo };
}

/** @param changes whose schemas have been checked. */
export async function updateTransition(
  trx: DatabaseTransaction,
  organizationId: string,
  transitionId: string,
  changes: TransitionUpdate,
): Promise<Transition> {
  const before = await lockTransitionForChange(trx, organizationId, transitionId);
  if (!before) throw notFound(transitionId);
  const parameters = changedParameters(before.parameters, changes);
  const { environmentSecrets, assets } = changes;
  if (environmentSecrets) await requireSecrets(trx, organizationId, 'body', { environmentSecrets });
  if (assets) await requireAssets(trx, organizationId, 'body', { assets });
  const row = await updateTransitionRow(trx, organizationId, transitionId, {
    name: changes.name === undefined ? before.name : changes.name,
    description: changes.description === undefined ? before.description : changes.description,
    parameters,
    input_json_schema: changes.inputJsonSchema ?? before.input_json_schema,
    output_json_schema: changes.outputJsonSchema ?? before.output_json_schema,
  });
  return toTransition(row);
}

export async function deleteTransition(
  trx: DatabaseTransaction,
  organizationId: string,
  transitionId: string,
): Promise<Transition> {
  const row = await lockTransitionForDeletion(trx, organizationId, transitionId);
  if (!row) throw notFound(transitionId);
  const users = await findTransitionUsers(trx, organizationId, transitionId);
  if (users.length > 0) throw badRequest(`${transitionId} is used by ${nameUsers(users)}`);
  await deleteTransitionRow(trx, organizationId, transitionId);
  return toTransition(row);
}
