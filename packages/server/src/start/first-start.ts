import { readFile } from 'node:fs/promises';
import type { Vault } from '../auth/vault.js';
import type { Database } from '../db/database.js';
import { createFirstOrganization, toCredentialsFile } from '../domain/organizations.js';
import type { Addresses } from './addresses.js';
import { writePrivateFile } from './private-file.js';

/** What a credentials file says of where the service is. */
export interface Endpoints {
  /** Without scheme: the existing clients put https:// before it. */
  authEndpoint: string;
  apiEndpoint: string;
  /** The certificate that the token endpoint shows, for clients that can be told of it; null behind a public URL. */
  caFile: string | null;
}

export function endpointsOf(addresses: Addresses, publicUrl: string | null, caFile: string): Endpoints {
  const token = new URL(publicUrl ?? addresses.https);
  return {
    authEndpoint: `${token.host}${token.pathname.replace(/\/$/, '')}`,
    apiEndpoint: `${(publicUrl ?? addresses.http).replace(/\/$/, '')}/v1`,
    caFile: publicUrl === null ? caFile : null,
  };
}

/**
 * Makes the first organization and its app client where there is none, and writes the credentials. They are written before
 * the transaction commits: a crash between leaves credentials that do not work yet, never ones that are lost.
 *
 * @returns the text of the credentials, or null when there was an organization already.
 */
export function makeFirstOrganization(
  services: { db: Database; vault: Vault },
  endpoints: Endpoints,
  credentialsFile: string,
): Promise<string | null> {
  return services.db.transaction().execute(async (trx) => {
    const appClient = await createFirstOrganization(trx, services.vault);
    if (!appClient) return null;
    const text = toCredentialsFile({ ...appClient, ...endpoints });
    await writePrivateFile(credentialsFile, text);
    return text;
  });
}

/** Keeps the endpoints of an existing credentials file true: ports may change from start to start. */
export async function refreshCredentialsFile(credentialsFile: string, endpoints: Endpoints): Promise<void> {
  const text = await readFile(credentialsFile, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const values: Record<string, string | null> = {
    auth_endpoint: endpoints.authEndpoint,
    api_endpoint: endpoints.apiEndpoint,
    ca_file: endpoints.caFile,
  };
  const refreshed = text.replace(
    /^(auth_endpoint|api_endpoint|ca_file)( *= *).*$/gm,
    (line, key: string, equals: string) => (values[key] === null ? line : `${key}${equals}${values[key]}`),
  );
  if (refreshed !== text) await writePrivateFile(credentialsFile, refreshed);
}
