import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../blobs/blob-store.js';
import { createFolderBlobStore } from '../blobs/folder-blob-store.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { someBytes } from '../testing/bytes.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { untilWaiting } from '../testing/waiting.js';
import { keepBlob, readReferred, releaseBlobs, removeBlobs, sweepBlobs } from './blobs.js';

let database: TestDatabase;
let db: Database;
let folder: string;
let blobs: BlobStore;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  folder = await mkdtemp(join(tmpdir(), 'las-blobs-'));
  blobs = await createFolderBlobStore(folder);
});

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const inTransaction = <T>(work: (trx: DatabaseTransaction) => Promise<T>) => db.transaction().execute(work);
const keep = (bytes: Buffer) => inTransaction((trx) => keepBlob(trx, blobs, bytes));

async function release(...hashes: string[]): Promise<void> {
  const unused = await inTransaction((trx) => releaseBlobs(trx, hashes));
  await removeBlobs({ db, blobs }, unused);
}

const replace = (old: string, bytes: Buffer) =>
  inTransaction(async (trx) => {
    const hash = await keepBlob(trx, blobs, bytes, old);
    return { hash, unused: await releaseBlobs(trx, [old]) };
  });

async function usesOf(hash: string): Promise<number | undefined> {
  const row = await db.selectFrom('blobs').select('uses').where('hash', '=', hash).executeTakeFirst();
  return row?.uses;
}

test('the same bytes are stored once and removed with their last use', async () => {
  const bytes = someBytes();
  const hash = await keep(bytes);
  expect(await keep(bytes)).toBe(hash);
  expect(await usesOf(hash)).toBe(2);
  await release(hash);
  expect(await usesOf(hash)).toBe(1);
  expect(await blobs.get(hash)).toEqual(bytes);
  await release(hash);
  expect(await usesOf(hash)).toBeUndefined();
  expect(await blobs.get(hash)).toBeUndefined();
});

test('uses that are given up together are counted each', async () => {
  const [twice, once] = [someBytes(), someBytes()];
  const hash = await keep(twice);
  await keep(twice);
  const other = await keep(once);
  await release(hash, other, hash);
  expect(await blobs.get(hash)).toBeUndefined();
  expect(await blobs.get(other)).toBeUndefined();
});

test('bytes that are uploaded again between deletion and removal stay', async () => {
  const bytes = someBytes();
  const hash = await keep(bytes);
  const unused = await inTransaction((trx) => releaseBlobs(trx, [hash]));
  expect(unused).toEqual([hash]);
  await keep(bytes);
  expect(await removeBlobs({ db, blobs }, unused)).toBe(0);
  expect(await blobs.get(hash)).toEqual(bytes);
});

test('removal waits for an upload of the same bytes that has not ended', async () => {
  const bytes = someBytes();
  const hash = await keep(bytes);
  const unused = await inTransaction((trx) => releaseBlobs(trx, [hash]));
  const upload = await db.startTransaction().execute();
  await keepBlob(upload, blobs, bytes);
  const removal = removeBlobs({ db, blobs }, unused);
  await untilWaiting(database.pool);
  await upload.commit().execute();
  expect(await removal).toBe(0);
  expect(await blobs.get(hash)).toEqual(bytes);
});

test('many uploads and deletions of the same bytes at once neither lose nor leave a file', async () => {
  const bytes = someBytes();
  const kept: string[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      for (let round = 0; round < 10; round++) {
        const hash = await keep(bytes);
        expect(await blobs.get(hash)).toEqual(bytes);
        if (index === 0 && round === 9) kept.push(hash);
        else await release(hash);
      }
    }),
  );
  const [hash = ''] = kept;
  expect(await usesOf(hash)).toBe(1);
  expect(await blobs.get(hash)).toEqual(bytes);
  await release(hash);
  expect(await blobs.get(hash)).toBeUndefined();
});

test('bytes take the place of others, and of themselves', async () => {
  const [before, after] = [someBytes(), someBytes()];
  const old = await keep(before);
  expect(await replace(old, before)).toEqual({ hash: old, unused: [] });
  const { hash, unused } = await replace(old, after);
  expect(unused).toEqual([old]);
  expect(await usesOf(hash)).toBe(1);
});

test('two who swap contents do not wait for each other', async () => {
  const [one, two] = [someBytes(), someBytes()];
  const hashes = { one: await keep(one), two: await keep(two) };
  for (let round = 0; round < 20; round++) {
    await Promise.all([replace(hashes.one, two), replace(hashes.two, one)]);
  }
  expect([await usesOf(hashes.one), await usesOf(hashes.two)]).toEqual([1, 1]);
});

test('the sweep removes old files that nothing uses, and no others', async () => {
  const used = await keep(someBytes());
  const { hash: left } = await blobs.put(someBytes());
  const anHourAgo = new Date(Date.now() - 3_600_000);
  expect(await sweepBlobs({ db, blobs, olderThan: anHourAgo })).toEqual({ removed: 0 });
  expect(await blobs.get(left)).toBeDefined();
  const soon = new Date(Date.now() + 3_600_000);
  const { removed } = await sweepBlobs({ db, blobs, olderThan: soon });
  expect(removed).toBeGreaterThan(0);
  expect(await blobs.get(left)).toBeUndefined();
  expect(await blobs.get(used)).toBeDefined();
});

test('a row whose bytes were replaced while they were looked up is looked up again', async () => {
  const bytes = someBytes();
  const hash = await keep(bytes);
  const rows = [{ blob_hash: '0'.repeat(64) }, { blob_hash: hash }];
  expect(await readReferred(blobs, async () => rows.shift())).toEqual({ row: { blob_hash: hash }, bytes });
});

test('a row whose file is lost is an error', async () => {
  const find = async () => ({ blob_hash: '0'.repeat(64) });
  await expect(readReferred(blobs, find)).rejects.toThrow('The blob store lacks');
});
