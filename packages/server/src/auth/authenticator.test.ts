import { allScopes } from '@las/contract';
import { exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createAppClient, deleteAppClient } from '../domain/app-clients.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { basic, issuer, type SignInServer, startSignIn } from '../testing/sign-in.js';
import { accessToken } from './access-token.js';
import { createAuthenticator } from './authenticator.js';

let database: TestDatabase;
let server: SignInServer;

beforeAll(async () => {
  database = await testDatabase();
  server = await startSignIn(database);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

type Credentials = { clientId: string; clientSecret?: string; apiKey: string };

async function tokenOf({ clientId, clientSecret = '' }: Credentials, scope = ''): Promise<string> {
  const answer = await fetch(`${server.url}/token?grant_type=client_credentials&scope=${scope}`, {
    method: 'POST',
    headers: basic(clientId, clientSecret),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const own = () => server.organization.appClient;

function authenticate(token: string, apiKey: string = own().apiKey) {
  return server.authenticator.authenticate({ authorization: `Bearer ${token}`, 'x-api-key': apiKey });
}

const services = () => ({ db: database.db, vault: server.vault });

/** A token that our own key signs over claims of one's choice. */
async function sign(claims: JWTPayload, header: { typ?: string; kid?: string } = {}): Promise<string> {
  const [jwk] = server.keys.current().jwks;
  return new SignJWT({ client_id: own().clientId, scope: 'documents:read', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid, ...header })
    .sign(await importJWK(jwk, 'ES256'));
}

const good = () => ({
  iss: issuer,
  aud: accessToken.audience,
  exp: Math.floor(Date.now() / 1000) + 3600,
});

const refusal = { code: 'unauthorized', headers: { 'www-authenticate': expect.stringMatching(/^Bearer/) } };

describe('an access token', () => {
  test('tells who calls and what they may do', async () => {
    const { organizationId, appClient } = server.organization;
    expect(await authenticate(await tokenOf(own()))).toEqual({
      organizationId,
      appClientId: appClient.appClientId,
      clientId: appClient.clientId,
      scopes: new Set(allScopes),
    });
    const narrow = await authenticate(await tokenOf(own(), 'logs:read'));
    expect([...narrow.scopes]).toEqual(['logs:read']);
  });

  test('is checked without the database while the app client is remembered', async () => {
    const token = await tokenOf(own());
    await authenticate(token);
    const queries = vi.spyOn(database.pool, 'connect');
    await Promise.all([authenticate(token), authenticate(await sign(good()))]);
    expect(queries).not.toHaveBeenCalled();
    queries.mockRestore();
  });

  test('works for the hour that was announced and a little longer, cached or not', async () => {
    const late = await startSignIn(database, { vault: server.vault });
    const [used, fresh] = [await tokenOf(own()), await tokenOf(own())];
    const ask = (token: string) =>
      late.authenticator.authenticate({ authorization: `Bearer ${token}`, 'x-api-key': own().apiKey });
    await ask(used);
    late.pass(3630);
    await ask(used);
    await ask(fresh);
    late.pass(60);
    for (const token of [used, fresh]) {
      await expect(ask(token)).rejects.toMatchObject({ ...refusal, message: 'The access token has expired' });
    }
    await late.close();
  });

  test('stops working within a minute after its app client was deleted', async () => {
    const { organizationId, appClient } = server.organization;
    const other = await createAppClient(services(), organizationId, {});
    const token = await tokenOf(other);
    expect(await authenticate(token, other.apiKey)).toMatchObject({ appClientId: other.appClientId });
    await deleteAppClient(services(), { organizationId, appClientId: appClient.appClientId }, other.appClientId);
    server.pass(30);
    await expect(authenticate(token, other.apiKey)).rejects.toMatchObject(refusal);
  });
});

describe('refused with 401', () => {
  const headers: [string, string | undefined][] = [
    ['no header', undefined],
    ['an empty one', ''],
    ['Basic', 'Basic eDp5'],
    ['no token', 'Bearer '],
    ['two tokens', 'Bearer a b'],
    ['what is no JWT', 'Bearer abc'],
    ['broken JSON', `Bearer ${Buffer.from('{"alg"').toString('base64url')}.e30.e30`],
    ['a header that is no object', `Bearer ${Buffer.from('7').toString('base64url')}.e30.e30`],
    ['a megabyte', `Bearer ${'a'.repeat(1_000_000)}`],
    ['line noise', 'Bearer \u0000\u00ff.\u00ff.'],
  ];
  test.each(headers)('%s', async (_, authorization) => {
    const sent = { 'x-api-key': own().apiKey, ...(authorization === undefined ? {} : { authorization }) };
    await expect(server.authenticator.authenticate(sent)).rejects.toMatchObject(refusal);
  });

  const claims: [string, () => Record<string, unknown>, { typ?: string; kid?: string }?][] = [
    ['another issuer', () => ({ ...good(), iss: 'https://evil.example' })],
    ['another audience', () => ({ ...good(), aud: 'urn:other' })],
    ['no audience', () => ({ ...good(), aud: undefined })],
    ['no end', () => ({ ...good(), exp: undefined })],
    ['a past end', () => ({ ...good(), exp: 1 })],
    ['no app client', () => ({ ...good(), client_id: undefined })],
    ['an app client that is no text', () => ({ ...good(), client_id: 7 })],
    ['an unknown app client', () => ({ ...good(), client_id: 'f'.repeat(32) })],
    ['another type', good, { typ: 'JWT' }],
    ['an unknown key id', good, { kid: 'x'.repeat(43) }],
    ['a key id that is a path', good, { kid: '../../etc/passwd' }],
  ];
  test.each(claims)('our own signature over %s', async (_, payload, header) => {
    await expect(authenticate(await sign(payload() as JWTPayload, header))).rejects.toMatchObject(refusal);
  });

  test('a signature of none, of another key, and of the public key as a secret', async () => {
    const [jwk] = server.keys.current().jwks;
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claimsOf = { ...good(), client_id: own().clientId, scope: 'documents:read' };
    const none = `${encode({ alg: 'none', typ: 'at+jwt', kid: jwk.kid })}.${encode(claimsOf)}.`;
    const stranger = await generateKeyPair('ES256');
    const foreign = new SignJWT(claimsOf).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid });
    const pem = await exportSPKI(server.keys.current().publicKeys.get(jwk.kid)!);
    const confused = new SignJWT(claimsOf).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: jwk.kid });
    const tokens = [none, await foreign.sign(stranger.privateKey), await confused.sign(Buffer.from(pem))];
    for (const token of tokens) await expect(authenticate(token)).rejects.toMatchObject(refusal);
  });

  test('a token whose claims were changed', async () => {
    const [header, body, signature] = (await tokenOf(own(), 'logs:read')).split('.') as [string, string, string];
    const changed = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...changed, scope: allScopes.join(' ') })).toString('base64url');
    await expect(authenticate(`${header}.${forged}.${signature}`)).rejects.toMatchObject(refusal);
  });
});

describe('the API key', () => {
  const forbidden = { code: 'invalidApiKey', message: 'Forbidden' };

  test('has to be the one of the same app client', async () => {
    const token = await tokenOf(own());
    const other = await createAppClient(services(), server.organization.organizationId, {});
    await expect(authenticate(token, 'wrong')).rejects.toMatchObject(forbidden);
    await expect(authenticate(token, '')).rejects.toMatchObject(forbidden);
    await expect(authenticate(token, other.apiKey)).rejects.toMatchObject(forbidden);
    await expect(server.authenticator.authenticate({ authorization: `Bearer ${token}` })).rejects.toMatchObject(
      forbidden,
    );
  });

  test('is not asked for when switched off', async () => {
    const open = createAuthenticator({ ...server, issuer: () => issuer, requireApiKey: false });
    const caller = await open.authenticate({ authorization: `bearer ${await tokenOf(own())}` });
    expect(caller.clientId).toBe(own().clientId);
  });
});
