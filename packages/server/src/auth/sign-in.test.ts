import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { allScopes } from '@las/contract';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAppClient, deleteAppClient } from '../domain/app-clients.js';
import { hashSecret } from '../domain/client-credentials.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { basic, issuer, type SignInServer, startSignIn } from '../testing/sign-in.js';
import { rotateSigningKey } from './signing-keys.js';

let database: TestDatabase;
let server: SignInServer;

beforeAll(async () => {
  database = await testDatabase();
  server = await startSignIn(database, { reloadMilliseconds: 20 });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

interface Sent {
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const grant = 'grant_type=client_credentials';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function post({ path, headers = {}, body }: Sent) {
  const answer = await fetch(server.url + path, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}

/** Right credentials, and some that look like it. */
function given() {
  const { clientId, clientSecret } = server.organization.appClient;
  return {
    clientId,
    clientSecret,
    right: basic(clientId, clientSecret),
    wrongSecret: basic(clientId, 'wrong'),
    noSecret: basic(clientId, ''),
    hashAsSecret: basic(clientId, hashSecret(clientSecret).toString('base64url')),
    wrongId: basic('0'.repeat(32), clientSecret),
  };
}

async function newToken(): Promise<string> {
  const { body } = await post({ path: `/token?${grant}`, headers: given().right });
  return String(body.access_token);
}

/** With the headers given and no others, as fetch cannot. */
function postBare(path: string, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(server.url + path, { method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('token endpoint', () => {
  test.each(['/token', '/oauth2/token'])('answers the request of existing clients at %s', async (path) => {
    const answer = await post({ path: `${path}?${grant}`, headers: { ...given().right, ...form }, body: '' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 3600,
      token_type: 'Bearer',
      scope: allScopes.join(' '),
    });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  const taken: [string, () => Sent][] = [
    ['no body and no type', () => ({ path: `/token?${grant}`, headers: given().right })],
    ['the grant type in the body', () => ({ path: '/token', headers: { ...given().right, ...form }, body: grant })],
    ['it in both', () => ({ path: `/token?${grant}`, headers: { ...given().right, ...form }, body: grant })],
    [
      'a charset',
      () => ({
        path: '/token',
        headers: { ...given().right, 'content-type': `${form['content-type']}; charset=UTF-8` },
        body: grant,
      }),
    ],
    [
      'the secret in the body',
      () => ({
        path: '/token',
        headers: form,
        body: `${grant}&client_id=${given().clientId}&client_secret=${given().clientSecret}`,
      }),
    ],
    ['an empty scope', () => ({ path: `/token?${grant}&scope=`, headers: given().right })],
    [
      'the type of JSON without a body',
      () => ({ path: `/token?${grant}`, headers: { ...given().right, 'content-type': 'application/json' }, body: '' }),
    ],
  ];
  test.each(taken)('takes %s', async (_, sent) => {
    expect(await post(sent())).toMatchObject({ status: 200, body: { scope: allScopes.join(' ') } });
  });

  test('takes a form without a content type', async () => {
    expect(await postBare('/token', given().right, grant)).toBe(200);
  });

  test('gives the scopes that are asked for, and refuses ones that do not exist', async () => {
    const ask = (scope: string) =>
      post({ path: '/token', headers: { ...given().right, ...form }, body: `${grant}&scope=${scope}` });
    const some = await ask('documents:read+batches:write');
    expect(some.body.scope).toBe('documents:read batches:write');
    expect(decodeJwt(String(some.body.access_token)).scope).toBe('documents:read batches:write');
    const unknown = await ask('documents:read+documents:burn');
    expect(unknown).toMatchObject({ status: 400, body: { error: 'invalid_scope', scope: 'documents:burn' } });
    expect(await ask('openid')).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  const refused: [string, number, string, () => Sent][] = [
    ['a wrong secret', 401, 'invalid_client', () => ({ path: `/token?${grant}`, headers: given().wrongSecret })],
    ['the stored hash', 401, 'invalid_client', () => ({ path: `/token?${grant}`, headers: given().hashAsSecret })],
    ['no secret', 400, 'invalid_request', () => ({ path: `/token?${grant}`, headers: given().noSecret })],
    ['an unknown id', 401, 'invalid_client', () => ({ path: `/token?${grant}`, headers: given().wrongId })],
    [
      'an id with NUL',
      401,
      'invalid_client',
      () => ({ path: `/token?${grant}`, headers: form, body: 'client_id=%00&client_secret=x' }),
    ],
    ['no credentials', 400, 'invalid_request', () => ({ path: `/token?${grant}` })],
    [
      'what is no Basic',
      400,
      'invalid_request',
      () => ({ path: `/token?${grant}`, headers: { authorization: 'Basic %%%' } }),
    ],
    ['no grant type', 400, 'invalid_request', () => ({ path: '/token', headers: given().right })],
    [
      'another grant type',
      400,
      'unsupported_grant_type',
      () => ({ path: '/token?grant_type=password', headers: given().right }),
    ],
    [
      'two grant types',
      400,
      'invalid_request',
      () => ({ path: `/token?${grant}&grant_type=password`, headers: given().right }),
    ],
    [
      'another resource',
      400,
      'invalid_target',
      () => ({ path: '/token', headers: { ...given().right, ...form }, body: `${grant}&resource=urn:other` }),
    ],
  ];
  test.each(refused)('refuses %s with %i %s', async (_, status, error, sent) => {
    expect(await post(sent())).toMatchObject({ status, body: { error } });
  });

  test('refuses other bodies and large ones', async () => {
    const json = { ...given().right, 'content-type': 'application/json' };
    expect(await post({ path: '/token', headers: json, body: '{}' })).toMatchObject({
      status: 415,
      body: { message: expect.stringContaining(form['content-type']) },
    });
    const large = `x=${'y'.repeat(20_000)}`;
    expect((await post({ path: '/token', headers: { ...given().right, ...form }, body: large })).status).toBe(413);
  });

  test('gives public app clients no token', async () => {
    const services = { db: database.db, vault: server.vault };
    const { clientId } = await createAppClient(services, server.organization.organizationId, {
      generateSecret: false,
      callbackUrls: ['https://example.com/in'],
      logoutUrls: ['https://example.com/out'],
    });
    const body = `${grant}&client_id=${clientId}`;
    expect(await post({ path: '/token', headers: form, body })).toMatchObject({ status: 401 });
    expect(await post({ path: '/token', headers: form, body: `${body}&client_secret=x` })).toMatchObject({
      status: 401,
    });
  });

  test('gives a deleted app client no token', async () => {
    const services = { db: database.db, vault: server.vault };
    const { organizationId, appClient } = server.organization;
    const other = await createAppClient(services, organizationId, {});
    const ask = () => post({ path: `/token?${grant}`, headers: basic(other.clientId, other.clientSecret!) });
    expect((await ask()).status).toBe(200);
    await deleteAppClient(services, { organizationId, appClientId: appClient.appClientId }, other.appClientId);
    server.pass(30);
    expect(await ask()).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  test('answers 503 while the database is away, and keeps the reason to itself', async () => {
    const away = vi.spyOn(server.clients, 'find').mockRejectedValue(new Error('secret host is away'));
    const answer = await post({ path: `/token?${grant}`, headers: given().right });
    away.mockRestore();
    expect(answer).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret host');
  });
});

describe('access tokens', () => {
  const publishedKeys = async () => (await (await fetch(`${server.url}/jwks`)).json()) as JSONWebKeySet;

  test('name the app client and its organization, and verify with the published keys', async () => {
    const jwks = await publishedKeys();
    const { payload } = await jwtVerify(await newToken(), createLocalJWKSet(jwks), { typ: 'at+jwt' });
    expect(payload).toMatchObject({
      iss: issuer,
      client_id: given().clientId,
      organization_id: server.organization.organizationId,
      app_client_id: server.organization.appClient.appClientId,
    });
    expect(payload.exp! - payload.iat!).toBe(3600);
    expect(jwks.keys.flatMap(Object.keys)).not.toContain('d');
  });

  test('are signed by the new key after a rotation, while those of the old key stay good', async () => {
    const old = await newToken();
    const { kid } = await rotateSigningKey(database.db, server.vault);
    expect(decodeProtectedHeader(old).kid).not.toBe(kid);
    await vi.waitFor(async () => expect(decodeProtectedHeader(await newToken()).kid).toBe(kid), { timeout: 5000 });
    for (const token of [old, await newToken()]) {
      const caller = await server.authenticator.authenticate({
        authorization: `Bearer ${token}`,
        'x-api-key': server.organization.appClient.apiKey,
      });
      expect(caller.clientId).toBe(given().clientId);
    }
    const { keys } = await publishedKeys();
    expect(keys.map((key) => key.kid)).toEqual([kid, decodeProtectedHeader(old).kid]);
  });
});

test.each(['openid-configuration', 'oauth-authorization-server'])(
  '%s names what there is at the public address, whatever host was asked',
  async (name) => {
    const answer = await fetch(`${server.url}/.well-known/${name}`, {
      headers: { 'x-forwarded-host': 'evil.example' },
    });
    const document = await answer.json();
    expect(document).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
    expect(document).not.toHaveProperty('authorization_endpoint');
  },
);

test('sign-in says nothing on the console', async () => {
  const said = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'info'), vi.spyOn(console, 'error')];
  const another = await startSignIn(database, { vault: server.vault });
  await fetch(`${another.url}/token?${grant}`, { method: 'POST', headers: given().right });
  await fetch(`${another.url}/token?${grant}`, { method: 'POST', headers: given().wrongSecret });
  await another.close();
  for (const spy of said) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test('nor does loading the provider', async () => {
  const load = "await import('oidc-provider/lib/provider.js'); await import('oidc-provider/lib/helpers/errors.js')";
  const said = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', load], {
    cwd: import.meta.dirname,
  });
  expect(said).toEqual({ stdout: '', stderr: '' });
});
