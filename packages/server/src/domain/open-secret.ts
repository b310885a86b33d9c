import type { Vault } from '../auth/vault.js';
import type { Database } from '../db/database.js';
import { findSecretData } from '../db/secrets.js';
import { notFound } from './api-error.js';
import { secretPurpose } from './secrets.js';

/** A secret's data, for the service's own use: no answer may carry it. @throws ApiError when there is no such secret. */
export async function openSecret(
  { db, vault }: { db: Database; vault: Vault },
  organizationId: string,
  secretId: string,
): Promise<Record<string, string | number | boolean>> {
  const sealed = await findSecretData(db, organizationId, secretId);
  if (!sealed) throw notFound(secretId);
  return JSON.parse(vault.open(sealed, secretPurpose(organizationId, secretId)).toString('utf8'));
}
