import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, type Reader, type Reading, UnreadableDocumentError, type UnreadableReason } from '@las/reader';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type BlobStore, createFolderBlobStore } from '../blobs/index.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { createDocumentReader, DocumentGoneError } from './document-reader.js';
import { NoPlaceError } from './places.js';

let database: TestDatabase;
let blobs: BlobStore;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'las-reader-'));
  blobs = await createFolderBlobStore(folder);
});

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const once = { maxPages: 1, autoRotate: false, imageQuality: 'LOW' } as const;

/** Stands for the threads: says how many pages it was asked for, and does as the test says. */
function scripted(script: (maxPages: number, signal: AbortSignal | undefined) => Promise<Reading>) {
  const asked: number[] = [];
  const reader: Reader = {
    read: (_, __, { maxPages = 1, signal } = {}) => {
      asked.push(maxPages);
      return script(maxPages, signal);
    },
    queued: 0,
    active: 0,
    close: async () => {},
  };
  return { asked, documents: createDocumentReader({ db: database.db, blobs, reader, places: 2, mostWaiting: 1 }) };
}

function page(number: number, text = `page${number}`): Page {
  const words = [{ text, confidence: 1, box: [0, 0, 1, 1] as const, segment: 0 }];
  return { number, width: 10, height: 10, rotation: 0, source: 'text', words };
}

const fileOf = (pageCount: number) => async (maxPages: number) => ({
  pageCount,
  pages: Array.from({ length: Math.min(pageCount, maxPages) }, (_, index) => page(index + 1)),
});

async function newSource() {
  const bytes = randomBytes(100);
  const { hash } = await blobs.put(bytes);
  await database.db.insertInto('blobs').values({ hash, size: 100, uses: 1 }).execute();
  return { blobHash: hash, contentType: 'application/pdf' as const, organizationId: 'las:organization:a' };
}

test('a reading is kept, and serves whoever asks for fewer pages', async () => {
  const { asked, documents } = scripted(fileOf(5));
  const source = await newSource();
  expect((await documents.read(source, { ...once, maxPages: 2 })).pages).toHaveLength(2);
  expect((await documents.read(source, once)).pages).toEqual([page(1)]);
  expect(asked).toEqual([2]);
  expect((await documents.read(source, { ...once, maxPages: 3 })).pages).toHaveLength(3);
  expect(asked).toEqual([2, 3]);
});

test('a reading of the whole file serves whoever asks for more pages', async () => {
  const { asked, documents } = scripted(fileOf(1));
  const source = await newSource();
  await documents.read(source, once);
  expect(await documents.read(source, { ...once, maxPages: 3 })).toEqual({ pageCount: 1, pages: [page(1)] });
  expect(asked).toEqual([1]);
});

test('another quality or rotation is another reading', async () => {
  const { asked, documents } = scripted(fileOf(1));
  const source = await newSource();
  await documents.read(source, once);
  await documents.read(source, { ...once, imageQuality: 'HIGH' });
  await documents.read(source, { ...once, autoRotate: true });
  expect(asked).toHaveLength(3);
});

test('readings at the same time are one, and one who hangs up does not end it for the others', async () => {
  let finish: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { asked, documents } = scripted(async (maxPages) => {
    await held;
    return fileOf(1)(maxPages);
  });
  const source = await newSource();
  const caller = new AbortController();
  const left = documents.read(source, once, caller.signal);
  const stayed = Array.from({ length: 200 }, () => documents.read(source, once));
  caller.abort(new Error('hung up'));
  await expect(left).rejects.toThrow('hung up');
  finish();
  expect(new Set((await Promise.all(stayed)).map(({ pageCount }) => pageCount))).toEqual(new Set([1]));
  expect(asked).toHaveLength(1);
});

test('when all who waited hung up, the reading is aborted', async () => {
  let signalOfReading: AbortSignal | undefined;
  const { asked, documents } = scripted(
    (_, signal) =>
      new Promise((_, reject) => {
        signalOfReading = signal;
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  );
  const caller = new AbortController();
  const left = documents.read(await newSource(), once, caller.signal);
  await expect.poll(() => asked.length).toBe(1);
  caller.abort(new Error('hung up'));
  await expect(left).rejects.toThrow('hung up');
  expect(signalOfReading?.aborted).toBe(true);
});

function failingWith(reason: UnreadableReason) {
  return scripted(async () => {
    throw new UnreadableDocumentError(reason, `It is ${reason}.`);
  });
}

test('why a document cannot be read is kept, so that it is opened once', async () => {
  const { asked, documents } = failingWith('encrypted');
  const source = await newSource();
  for (const maxPages of [1, 2]) {
    const error = await documents.read(source, { ...once, maxPages }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableDocumentError);
    expect(error).toMatchObject({ reason: 'encrypted', message: 'It is encrypted.' });
  }
  expect(asked).toEqual([1]);
});

test('a failure with more pages does not stand for fewer: its page may not be among them', async () => {
  const { asked, documents } = failingWith('too-large');
  const source = await newSource();
  await expect(documents.read(source, { ...once, maxPages: 3 })).rejects.toThrow('too-large');
  await expect(documents.read(source, { ...once, maxPages: 1 })).rejects.toThrow('too-large');
  expect(asked).toEqual([3, 1]);
});

test('a timeout is not kept, since a busy machine may have been the reason', async () => {
  const { asked, documents } = failingWith('timeout');
  const source = await newSource();
  await expect(documents.read(source, once)).rejects.toThrow('timeout');
  await expect(documents.read(source, once)).rejects.toThrow('timeout');
  expect(asked).toHaveLength(2);
});

test('text that the database cannot hold is replaced, the first time as from the cache', async () => {
  const { documents } = scripted(async () => ({ pageCount: 1, pages: [page(1, 'a\0b\ud800c')] }));
  const source = await newSource();
  for (let time = 0; time < 2; time++) {
    const { pages } = await documents.read(source, once);
    expect(pages[0]?.words[0]?.text).toBe('a\ufffdb\ufffdc');
  }
});

test('nothing is kept of a document that is deleted while it is read', async () => {
  const source = await newSource();
  const { documents } = scripted(async (maxPages) => {
    await database.db.deleteFrom('blobs').where('hash', '=', source.blobHash).execute();
    return fileOf(1)(maxPages);
  });
  expect((await documents.read(source, once)).pageCount).toBe(1);
  const { rows } = await database.pool.query('select from readings where blob_hash = $1', [source.blobHash]);
  expect(rows).toEqual([]);
});

test('a document whose bytes are gone is told apart', async () => {
  const { documents } = scripted(fileOf(1));
  const blobHash = createHash('sha256').update(randomBytes(8)).digest('hex');
  await expect(documents.read({ blobHash, contentType: 'image/png', organizationId: '' }, once)).rejects.toThrow(
    DocumentGoneError,
  );
});

test('documents wait without their bytes, and more than may wait are refused', async () => {
  const ends: (() => void)[] = [];
  const { asked, documents } = scripted(async (maxPages) => {
    await new Promise<void>((resolve) => ends.push(resolve));
    return fileOf(1)(maxPages);
  });
  const sources = [await newSource(), await newSource(), await newSource(), await newSource()];
  const first = documents.read(sources[0]!, once);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const second = documents.read(sources[1]!, once);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  const third = documents.read(sources[2]!, once);
  await vi.waitFor(() => expect(documents.waiting).toBe(1));
  await expect(documents.read(sources[3]!, once)).rejects.toThrow(NoPlaceError);
  await blobs.delete(sources[2]!.blobHash);
  ends.shift()?.();
  await first;
  // Its bytes were not taken before its turn.
  await expect(third).rejects.toThrow(DocumentGoneError);
  ends.shift()?.();
  await second;
});
