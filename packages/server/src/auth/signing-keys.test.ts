import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { openSigningKeys, rotateSigningKey, type SigningKeys } from './signing-keys.js';
import { createVault } from './vault.js';

const vault = createVault(randomBytes(32));
let database: TestDatabase;
let opened: SigningKeys[];

beforeEach(async () => {
  database = await testDatabase();
  opened = [];
});
afterEach(async () => {
  for (const keys of opened) keys.close();
  await database.close();
});

async function open(options: Partial<Parameters<typeof openSigningKeys>[0]> = {}): Promise<SigningKeys> {
  const keys = await openSigningKeys({ db: database.db, vault, onError: () => {}, ...options });
  opened.push(keys);
  return keys;
}

const kidOf = (keys: SigningKeys) => keys.current().jwks[0].kid;

test('the first start makes a key, which later starts find', async () => {
  const first = await open();
  const second = await open();
  expect(kidOf(second)).toBe(kidOf(first));
});

test('servers that start at once make one key between them', async () => {
  const all = await Promise.all([open(), open(), open()]);
  expect(new Set(all.map(kidOf)).size).toBe(1);
});

test('keys are sealed at rest', async () => {
  const keys = await open();
  const row = await database.db.selectFrom('signing_keys').selectAll().executeTakeFirstOrThrow();
  expect(row.kid).toBe(kidOf(keys));
  expect(row.private_key.includes(Buffer.from(keys.current().jwks[0].d))).toBe(false);
});

test('a running server takes up a rotated key by itself, and keeps the old one to verify with', async () => {
  const keys = await open({ reloadMilliseconds: 10 });
  const old = kidOf(keys);
  const { kid } = await rotateSigningKey(database.db, vault);
  await vi.waitFor(() => expect(kidOf(keys)).toBe(kid), { timeout: 5000 });
  expect(keys.current().jwks.map((jwk) => jwk.kid)).toEqual([kid, old]);
  expect(await keys.find(old)).toBeDefined();
});

test('an unknown key id makes it look at once, but not more than once a second', async () => {
  let time = 0;
  const keys = await open({ now: () => time });
  const { kid } = await rotateSigningKey(database.db, vault);
  const reads = vi.spyOn(database.pool, 'connect');
  expect(await keys.find(kid)).toBeUndefined();
  expect(reads).not.toHaveBeenCalled();
  time = 1000;
  const found = await Promise.all([keys.find(kid), keys.find('x'.repeat(43)), keys.find('y'.repeat(43))]);
  expect(found.map(Boolean)).toEqual([true, false, false]);
  await keys.find('z'.repeat(43));
  expect(reads).toHaveBeenCalledTimes(1);
  time = 5000;
  await keys.find('not one of our key ids');
  expect(reads).toHaveBeenCalledTimes(1);
});

test('a retired key goes once its last token is dead', async () => {
  const old = kidOf(await open());
  const retired = await rotateSigningKey(database.db, vault);
  await database.db
    .updateTable('signing_keys')
    .set({ retired_time: sql<Date>`now() - interval '3 hours'` })
    .where('kid', '=', old)
    .execute();
  const { kid } = await rotateSigningKey(database.db, vault);
  const keys = await open();
  expect(keys.current().jwks.map((jwk) => jwk.kid)).toEqual([kid, retired.kid]);
});

test('the keys serve on while the database is away, and somebody is told', async () => {
  const errors: unknown[] = [];
  const keys = await open({ reloadMilliseconds: 10, onError: (error) => errors.push(error) });
  const kid = kidOf(keys);
  const away = vi.spyOn(database.pool, 'connect').mockRejectedValue(new Error('away') as never);
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), { timeout: 5000 });
  expect(await keys.find(kid)).toBeDefined();
  away.mockRestore();
});

test('another master key is refused in plain words', async () => {
  await open();
  await expect(open({ vault: createVault(randomBytes(32)) })).rejects.toThrow('master key');
});
