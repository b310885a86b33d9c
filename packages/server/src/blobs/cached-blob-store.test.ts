import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlobStore } from './blob-store.js';
import { createCachedBlobStore } from './cached-blob-store.js';
import { createFolderBlobStore } from './folder-blob-store.js';

let folder: string;
let store: BlobStore;
let reads: string[];
let cached: BlobStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'las-cache-'));
  store = await createFolderBlobStore(folder);
  reads = [];
  const counted: BlobStore = {
    ...store,
    get(hash) {
      reads.push(hash);
      return store.get(hash);
    },
  };
  cached = createCachedBlobStore(counted, { maxBytes: 25, maxBlobBytes: 10 });
});

afterEach(() => rm(folder, { recursive: true }));

const blob = (letter: string, length = 10) => Buffer.from(letter.repeat(length));

describe('cached blob store', () => {
  it('reads a small blob once', async () => {
    const { hash } = await cached.put(blob('a'));
    expect(await cached.get(hash)).toEqual(blob('a'));
    expect(await cached.get(hash)).toEqual(blob('a'));
    expect(reads).toEqual([hash]);
  });

  it('reads a large blob each time', async () => {
    const { hash } = await cached.put(blob('a', 11));
    await cached.get(hash);
    expect(await cached.get(hash)).toEqual(blob('a', 11));
    expect(reads).toEqual([hash, hash]);
  });

  it('lets go of the one that was not used for longest when it is full', async () => {
    const hashes = await Promise.all(['a', 'b', 'c'].map(async (letter) => (await cached.put(blob(letter))).hash));
    const [a, b, c] = hashes as [string, string, string];
    for (const hash of [a, b, a, c, a, b]) await cached.get(hash);
    expect(reads).toEqual([a, b, c, b]);
  });

  it('does not give out what was deleted', async () => {
    const { hash } = await cached.put(blob('a'));
    await cached.get(hash);
    await cached.delete(hash);
    expect(await cached.get(hash)).toBeUndefined();
    const left = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });
});
