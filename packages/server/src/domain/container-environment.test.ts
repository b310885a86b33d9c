import { randomBytes } from 'node:crypto';
import type { DockerParameters, JsonObject } from '@las/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVault } from '../auth/vault.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { assembleContainer } from './container-environment.js';
import { newId } from './ids.js';
import { createSecret } from './secrets.js';

const vault = createVault(randomBytes(32));
let database: TestDatabase;
let organizationId: string;

beforeAll(async () => {
  database = await testDatabase();
  organizationId = await database.addOrganization();
});
afterAll(() => database.close());

async function secretOf(data: JsonObject): Promise<string> {
  const { db } = database;
  return (await db.transaction().execute((trx) => createSecret({ trx, vault }, organizationId, { data }))).secretId;
}

function assemble(parameters: Partial<DockerParameters>, own: Record<string, string> = {}, owner = organizationId) {
  return assembleContainer({ db: database.db, vault }, owner, { imageUrl: 'image', ...parameters }, own);
}

test('a container without settings has its ids only, and wants to be signed in', async () => {
  expect(await assemble({}, { TRANSITION_ID: 't', EXECUTION_ID: 'e' })).toEqual({
    environment: { TRANSITION_ID: 't', EXECUTION_ID: 'e' },
    registryLogin: null,
    wantsSignIn: true,
  });
});

test('secrets win over the environment, later ones over earlier ones, and the service over all', async () => {
  const first = await secretOf({ A: 'first', B: 'first', EXECUTION_ID: 'forged' });
  const second = await secretOf({ B: 2, C: true });
  const { environment } = await assemble(
    { environment: { A: 'plain', D: 'plain' }, environmentSecrets: [first, second] },
    { EXECUTION_ID: 'e' },
  );
  expect(environment).toEqual({ A: 'first', B: '2', C: 'true', D: 'plain', EXECUTION_ID: 'e' });
});

test.each(['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_API_KEY', 'LAS_AUTH_ENDPOINT', 'LAS_API_ENDPOINT'])(
  'whoever sets %s signs in by himself',
  async (name) => {
    expect((await assemble({ environment: { [name]: 'x' } })).wantsSignIn).toBe(false);
    expect((await assemble({ environmentSecrets: [await secretOf({ [name]: 'x' })] })).wantsSignIn).toBe(false);
  },
);

test('the login of a registry is a secret with a user name and a password', async () => {
  const secretId = await secretOf({ username: 'someone', password: 12_345 });
  expect(await assemble({ secretId })).toMatchObject({
    registryLogin: { username: 'someone', password: '12345' },
    environment: {},
  });
  await expect(assemble({ secretId: await secretOf({ username: 'someone' }) })).rejects.toThrow(
    'has to have the keys username and password',
  );
});

test.each(['', 'a=b', 'a b', '1A', 'ä', 'A\0'])('the key %j of a secret is refused', async (name) => {
  const id = await secretOf({ [name]: 'hidden value' });
  const failure = await assemble({ environmentSecrets: [id] }).catch((error: Error) => error);
  expect(failure).toMatchObject({ name: 'ContainerSettingsError' });
  expect(String(failure)).toContain(`The secret ${id} has the key ${JSON.stringify(name)}`);
  expect(String(failure)).not.toContain('hidden value');
});

test('a value with a NUL character is refused', async () => {
  await expect(assemble({ environment: { A: 'a\0b' } })).rejects.toThrow('a NUL character in the value of A');
});

test("a secret that is gone, or another organization's, was not found", async () => {
  const gone = newId('secret');
  await expect(assemble({ environmentSecrets: [gone] })).rejects.toThrow(`The secret ${gone} was not found`);
  const secretId = await secretOf({ username: 'a', password: 'b' });
  const other = await database.addOrganization();
  await expect(assemble({ secretId }, {}, other)).rejects.toThrow(`The secret ${secretId} was not found`);
});
