import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, type MockInstance, test, vi } from 'vitest';
import { createAppClient } from '../domain/app-clients.js';
import { newClientId } from '../domain/client-credentials.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { createAppClientDirectory } from './app-client-directory.js';
import { createVault } from './vault.js';

let database: TestDatabase;
let connects: MockInstance;

beforeAll(async () => {
  database = await testDatabase();
  connects = vi.spyOn(database.pool, 'connect');
});
beforeEach(() => {
  connects.mockClear();
});
afterAll(() => database.close());

async function addAppClient() {
  const services = { db: database.db, vault: createVault(randomBytes(32)) };
  const created = await createAppClient(services, await database.addOrganization(), {});
  connects.mockClear();
  return created;
}

test('many questions about one app client are one query, and so are the next 30 seconds', async () => {
  let time = 0;
  const directory = createAppClientDirectory({ db: database.db, now: () => time });
  const { clientId, appClientId } = await addAppClient();
  const answers = await Promise.all(Array.from({ length: 50 }, () => directory.find(clientId)));
  expect(new Set(answers.map((found) => found?.appClientId))).toEqual(new Set([appClientId]));
  time = 29_999;
  await directory.find(clientId);
  expect(connects).toHaveBeenCalledTimes(1);
  time = 30_000;
  await directory.find(clientId);
  expect(connects).toHaveBeenCalledTimes(2);
});

test('that there is no such app client is remembered too', async () => {
  const directory = createAppClientDirectory({ db: database.db });
  const clientId = newClientId();
  await Promise.all(Array.from({ length: 50 }, () => directory.find(clientId)));
  expect(await directory.find(clientId)).toBeUndefined();
  expect(connects).toHaveBeenCalledTimes(1);
});

test.each(['', 'x', '\0', `${'a'.repeat(32)}\0`, 'A'.repeat(32), 'a'.repeat(100_000)])(
  'what cannot be a client id never reaches the database',
  async (clientId) => {
    expect(await createAppClientDirectory({ db: database.db }).find(clientId)).toBeUndefined();
    expect(connects).not.toHaveBeenCalled();
  },
);

test('a query that failed is asked again', async () => {
  const directory = createAppClientDirectory({ db: database.db });
  const { clientId } = await addAppClient();
  connects.mockRejectedValueOnce(new Error('away'));
  await expect(directory.find(clientId)).rejects.toThrow('away');
  expect(await directory.find(clientId)).toMatchObject({ organizationId: expect.any(String) });
});
