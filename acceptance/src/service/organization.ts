import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, Credentials } from '@las/client';
import { inject } from 'vitest';
import { checkedFetch } from './checked-fetch.js';
import { cleanEnvironment, type ServiceAddress, serverProgram } from './start-service.js';

/** The service that was started for the tests, null for one that was running before. */
export const service = inject('service');

async function readCredentials(text: string): Promise<Credentials> {
  const folder = await mkdtemp(join(tmpdir(), 'las-credentials-'));
  try {
    const file = join(folder, 'credentials.cfg');
    await writeFile(file, text);
    return Credentials.fromFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same credentials with tokens asked for over plain HTTP, which needs no certificate. */
export function overHttp(credentials: Credentials, { http }: ServiceAddress): Credentials {
  const { clientId, clientSecret, apiKey } = credentials;
  return new Credentials(clientId, clientSecret, apiKey, http, `${http}/v1`);
}

/** Makes an organization of its own for a test file, so that what others do does not show in its lists. */
export async function newOrganization(address = service): Promise<Credentials> {
  if (!address) return Credentials.fromEnvironment();
  const name = `acceptance ${process.pid}`;
  const args = [serverProgram, 'organizations', 'create', '--name', name, '--data-dir', address.dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: cleanEnvironment() });
  return overHttp(await readCredentials(stdout), address);
}

/** A client whose every answer is held against the contract. It does not retry: tests see the first answer. */
export function checkedClient(credentials: Credentials): Client {
  return new Client(credentials, { fetch: checkedFetch, maxRetries: 0 });
}

/** A client of an organization of its own. */
export async function newClient(address = service): Promise<Client> {
  return checkedClient(await newOrganization(address));
}
