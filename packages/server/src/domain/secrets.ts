import type { JsonObject, Secret, SecretCreate, SecretPage, SecretUpdate } from '@las/contract';
import type { Vault } from '../auth/vault.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import {
  deleteSecretRow,
  insertSecret,
  lockSecret,
  pageOfSecrets,
  type SecretRow,
  updateSecretRow,
} from '../db/secrets.js';
import { findSecretUsers } from '../db/usage.js';
import { badRequest, notFound } from './api-error.js';
import { newId } from './ids.js';
import { requireJsonSize } from './json-size.js';
import type { NextTokens } from './next-token.js';
import { nameUsers } from './references.js';

const mostBytes = 65_536;

interface Services {
  trx: DatabaseTransaction;
  vault: Vault;
}

function toSecret(row: SecretRow): Secret {
  return { secretId: row.id, name: row.name, description: row.description };
}

/** What a secret's data is sealed for: it opens in its own row only. */
export function secretPurpose(organizationId: string, secretId: string): string {
  return `secret:${organizationId}:${secretId}`;
}

function sealData(vault: Vault, data: JsonObject, owner: { organizationId: string; secretId: string }): Buffer {
  // Each key becomes an environment variable of a container: there is nothing that a nested value could become.
  for (const [key, value] of Object.entries(data)) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      throw badRequest(`body.data.${key} has to be a string, number or boolean`);
    }
  }
  requireJsonSize('body.data', data, mostBytes);
  return vault.seal(JSON.stringify(data), secretPurpose(owner.organizationId, owner.secretId));
}

export async function createSecret(
  { trx, vault }: Services,
  organizationId: string,
  input: SecretCreate,
): Promise<Secret> {
  const secretId = newId('secret');
  const row = await insertSecret(trx, {
    id: secretId,
    organization_id: organizationId,
    name: input.name ?? null,
    description: input.description ?? null,
    data: sealData(vault, input.data, { organizationId, secretId }),
  });
  return toSecret(row);
}

export async function listSecrets(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<SecretPage> {
  const list = { name: 'secrets', organizationId };
  const page = await pageOfSecrets(db, organizationId, nextTokens.keyset(list, query));
  return { secrets: page.rows.map(toSecret), nextToken: nextTokens.token(list, page.next) };
}

export async function updateSecret(
  { trx, vault }: Services,
  organizationId: string,
  secretId: string,
  { data, ...naming }: SecretUpdate,
): Promise<Secret> {
  const sealed = data && sealData(vault, data, { organizationId, secretId });
  const row = await updateSecretRow(trx, organizationId, secretId, { ...naming, ...(sealed ? { data: sealed } : {}) });
  if (!row) throw notFound(secretId);
  return toSecret(row);
}

export async function deleteSecret(
  trx: DatabaseTransaction,
  organizationId: string,
  secretId: string,
): Promise<Secret> {
  const row = await lockSecret(trx, organizationId, secretId);
  if (!row) throw notFound(secretId);
  const users = await findSecretUsers(trx, organizationId, secretId);
  if (users.length > 0) throw badRequest(`${secretId} is used by ${nameUsers(users)}`);
  await deleteSecretRow(trx, organizationId, secretId);
  return toSecret(row);
}
