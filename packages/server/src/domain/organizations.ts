import type { Vault } from '../auth/vault.js';
import type { DatabaseTransaction } from '../db/database.js';
import { hasOrganization, insertOrganization, lockOrganizations } from '../db/organizations.js';
import { createAppClient } from './app-clients.js';
import { newId } from './ids.js';

/** What a program signs in with. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  apiKey: string;
}

export interface NewOrganization {
  organizationId: string;
  appClient: ClientCredentials & { appClientId: string };
}

/** Makes an organization and its first app client, whose secret is not shown again. */
export async function createOrganization(
  trx: DatabaseTransaction,
  vault: Vault,
  { name }: { name: string },
): Promise<NewOrganization> {
  const organizationId = newId('organization');
  await insertOrganization(trx, { id: organizationId, name });
  const created = await createAppClient({ db: trx, vault }, organizationId, { name: 'First app client' });
  const { appClientId, clientId, clientSecret, apiKey } = created;
  if (clientSecret === undefined) throw new Error('The first app client has no secret.');
  return { organizationId, appClient: { appClientId, clientId, clientSecret, apiKey } };
}

/** Makes the first organization, where there is none yet; servers that start at once make one between them. */
export async function createFirstOrganization(
  trx: DatabaseTransaction,
  vault: Vault,
): Promise<NewOrganization['appClient'] | null> {
  await lockOrganizations(trx);
  if (await hasOrganization(trx)) return null;
  return (await createOrganization(trx, vault, { name: 'First organization' })).appClient;
}

export interface CredentialsFile extends ClientCredentials {
  /** Without a scheme: existing clients put `https://` before it. */
  authEndpoint: string;
  /** With its scheme. */
  apiEndpoint: string;
  /** Certificate that the token endpoint shows, for clients that can be told of it. */
  caFile?: string | null;
}

function line(key: string, value: string, forbidden: RegExp): string {
  if (value === '' || value.trim() !== value || forbidden.test(value)) {
    throw new Error(`${key} cannot stand in a credentials file: it is empty, has outer space, a line break or a %.`);
  }
  return `${key} = ${value}\n`;
}

/**
 * The text of a credentials file, an ini file as existing clients read it.
 *
 * @throws when a value cannot be written so: a value fills one line, and their parser interpolates `%` in those they read.
 */
export function toCredentialsFile(credentials: CredentialsFile): string {
  const values = {
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    api_key: credentials.apiKey,
    auth_endpoint: credentials.authEndpoint,
    api_endpoint: credentials.apiEndpoint,
  };
  const lines = Object.entries(values).map(([key, value]) => line(key, value, /[%\r\n]/));
  if (credentials.caFile) lines.push(line('ca_file', credentials.caFile, /[\r\n]/));
  return `[default]\n${lines.join('')}`;
}
