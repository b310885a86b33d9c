import type { AppClient, AppClientCreate, AppClientPage, AppClientUpdate } from '@las/contract';
import type { Vault } from '../auth/vault.js';
import {
  type AppClientRow,
  deleteAppClientRow,
  insertAppClient,
  pageOfAppClients,
  updateAppClientRow,
} from '../db/app-clients.js';
import type { Database } from '../db/database.js';
import { badRequest, notFound } from './api-error.js';
import { checkAppClientUrls } from './app-client-urls.js';
import { hashSecret, newClientId, newSecret } from './client-credentials.js';
import { newId } from './ids.js';
import type { NextTokens } from './next-token.js';

/** What every rule of app clients needs; inside a change `db` is its transaction. */
interface Services {
  db: Database;
  vault: Vault;
}

const apiKeyPurpose = (appClientId: string) => `api-key:${appClientId}`;

function toAppClient(vault: Vault, row: AppClientRow): AppClient {
  return {
    appClientId: row.id,
    apiKey: vault.open(row.api_key, apiKeyPurpose(row.id)).toString('utf8'),
    callbackUrls: row.callback_urls,
    clientId: row.client_id,
    createdTime: row.created_time.toISOString(),
    defaultLoginUrl: row.default_login_url,
    description: row.description,
    hasSecret: row.client_secret_hash !== null,
    loginUrls: row.login_urls,
    logoutUrls: row.logout_urls,
    name: row.name,
  };
}

/** Login URLs with the default among them: naming it as the default says that it is one. */
function loginUrls({ loginUrls = [], defaultLoginUrl }: AppClientCreate): string[] {
  return defaultLoginUrl === undefined || loginUrls.includes(defaultLoginUrl)
    ? loginUrls
    : [...loginUrls, defaultLoginUrl];
}

/** @returns the app client; with `clientSecret`, for the only time, unless it is a public one. */
export async function createAppClient(
  { db, vault }: Services,
  organizationId: string,
  input: AppClientCreate,
): Promise<AppClient> {
  checkAppClientUrls(input);
  const id = newId('app-client');
  const apiKey = newSecret();
  const clientSecret = (input.generateSecret ?? true) ? newSecret() : undefined;
  const row = await insertAppClient(db, {
    id,
    organization_id: organizationId,
    name: input.name ?? null,
    description: input.description ?? null,
    client_id: newClientId(),
    client_secret_hash: clientSecret === undefined ? null : hashSecret(clientSecret),
    api_key_hash: hashSecret(apiKey),
    api_key: vault.seal(apiKey, apiKeyPurpose(id)),
    callback_urls: JSON.stringify(input.callbackUrls ?? []),
    login_urls: JSON.stringify(loginUrls(input)),
    logout_urls: JSON.stringify(input.logoutUrls ?? []),
    default_login_url: input.defaultLoginUrl ?? null,
  });
  return { ...toAppClient(vault, row), ...(clientSecret === undefined ? {} : { clientSecret }) };
}

export async function listAppClients(
  { db, vault, nextTokens }: Services & { nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<AppClientPage> {
  const list = { name: 'appClients', organizationId };
  const page = await pageOfAppClients(db, organizationId, nextTokens.keyset(list, query));
  return { appClients: page.rows.map((row) => toAppClient(vault, row)), nextToken: nextTokens.token(list, page.next) };
}

export async function updateAppClient(
  { db, vault }: Services,
  organizationId: string,
  { appClientId, changes }: { appClientId: string; changes: AppClientUpdate },
): Promise<AppClient> {
  const row = await updateAppClientRow(db, organizationId, appClientId, changes);
  if (!row) throw notFound(appClientId);
  return toAppClient(vault, row);
}

/** Users that were invited by it stay, and refer to none from then on. */
export async function deleteAppClient(
  { db, vault }: Services,
  caller: { organizationId: string; appClientId: string },
  appClientId: string,
): Promise<AppClient> {
  if (appClientId === caller.appClientId)
    throw badRequest(`${appClientId} cannot delete itself: use another app client`);
  const row = await deleteAppClientRow(db, caller.organizationId, appClientId);
  if (!row) throw notFound(appClientId);
  return toAppClient(vault, row);
}
