import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVault } from '../auth/vault.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { hashSecret } from './client-credentials.js';
import { createFirstOrganization, createOrganization, toCredentialsFile } from './organizations.js';

const vault = createVault(randomBytes(32));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('servers that start at once make one first organization between them', async () => {
  const starts = Array.from({ length: 4 }, () =>
    database.db.transaction().execute((trx) => createFirstOrganization(trx, vault)),
  );
  const made = (await Promise.all(starts)).filter((appClient) => appClient !== null);
  expect(made).toHaveLength(1);
  expect(await database.db.selectFrom('organizations').select('name').execute()).toEqual([
    { name: 'First organization' },
  ]);
});

test('an organization comes with an app client, of whose secret only a hash is kept', async () => {
  const { organizationId, appClient } = await database.db
    .transaction()
    .execute((trx) => createOrganization(trx, vault, { name: 'Second' }));
  const row = await database.db
    .selectFrom('app_clients')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ id: appClient.appClientId, client_id: appClient.clientId });
  expect(row.client_secret_hash).toEqual(hashSecret(appClient.clientSecret));
  expect(row.api_key_hash).toEqual(hashSecret(appClient.apiKey));
  const stored = Buffer.concat([row.api_key, Buffer.from(JSON.stringify(row))]).toString('latin1');
  expect(stored).not.toContain(appClient.apiKey);
  expect(stored).not.toContain(appClient.clientSecret);
});

const credentials = { clientId: 'id', clientSecret: 'secret', apiKey: 'key' };
const endpoints = { authEndpoint: '127.0.0.1:8443', apiEndpoint: 'http://127.0.0.1:8080/v1' };

test('the credentials file is what existing clients read', () => {
  expect(toCredentialsFile({ ...credentials, ...endpoints })).toBe(
    [
      '[default]',
      'client_id = id',
      'client_secret = secret',
      'api_key = key',
      'auth_endpoint = 127.0.0.1:8443',
      'api_endpoint = http://127.0.0.1:8080/v1',
      '',
    ].join('\n'),
  );
  const withCertificate = toCredentialsFile({ ...credentials, ...endpoints, caFile: '/var/100%/cert.pem' });
  expect(withCertificate).toMatch(/\nca_file = \/var\/100%\/cert\.pem\n$/);
  expect(toCredentialsFile({ ...credentials, ...endpoints, caFile: null })).not.toContain('ca_file');
});

test.each(['', ' x', 'a%20b', 'a\nclient_id = evil', 'a\r'])('%j is no value for it', (value) => {
  expect(() => toCredentialsFile({ ...credentials, ...endpoints, apiEndpoint: value })).toThrow('api_endpoint');
});
