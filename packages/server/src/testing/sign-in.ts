import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { type AppClientDirectory, createAppClientDirectory } from '../auth/app-client-directory.js';
import { type Authenticator, createAuthenticator } from '../auth/authenticator.js';
import { registerSignIn } from '../auth/sign-in.js';
import { openSigningKeys, type SigningKeys } from '../auth/signing-keys.js';
import { createVault, type Vault } from '../auth/vault.js';
import { createOrganization, type NewOrganization } from '../domain/organizations.js';
import { registerCors } from '../http/cors.js';
import { registerErrors } from '../http/errors.js';
import { registerJsonBody } from '../http/json-body.js';
import type { TestDatabase } from './database.js';

export const issuer = 'https://las.example.com/api';

/** A listening server with sign-in only, and the authenticator that belongs to it, on a clock that can be put forward. */
export interface SignInServer {
  url: string;
  vault: Vault;
  keys: SigningKeys;
  clients: AppClientDirectory;
  authenticator: Authenticator;
  organization: NewOrganization;
  pass(seconds: number): void;
  close(): Promise<void>;
}

async function listen(services: Parameters<typeof registerSignIn>[1]): Promise<{ app: FastifyInstance; url: string }> {
  const app: FastifyInstance = Fastify();
  registerCors(app);
  registerErrors(app, { maxBodyBytes: 1_000_000 });
  registerJsonBody(app);
  await registerSignIn(app, services);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
}

export async function startSignIn(
  database: TestDatabase,
  options: { vault?: Vault; reloadMilliseconds?: number } = {},
): Promise<SignInServer> {
  const { db } = database;
  const vault = options.vault ?? createVault(randomBytes(32));
  let passed = 0;
  const now = () => Date.now() + passed;
  const keys = await openSigningKeys({
    db,
    vault,
    now,
    onError: () => {},
    reloadMilliseconds: options.reloadMilliseconds ?? 30_000,
  });
  const clients = createAppClientDirectory({ db, now });
  const { app, url } = await listen({ clients, keys, vault, issuer: () => issuer });
  return {
    url,
    vault,
    keys,
    clients,
    authenticator: createAuthenticator({ clients, keys, issuer: () => issuer, requireApiKey: true, now }),
    organization: await db.transaction().execute((trx) => createOrganization(trx, vault, { name: 'test' })),
    pass(seconds) {
      passed += seconds * 1000;
    },
    async close() {
      keys.close();
      await app.close();
    },
  };
}

export function basic(id: string, secret: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}
