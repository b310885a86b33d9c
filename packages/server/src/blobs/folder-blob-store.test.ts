import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BlobStore, CorruptBlobError, InvalidBlobHashError } from './blob-store.js';
import { createFolderBlobStore } from './folder-blob-store.js';

let parent: string;
let folder: string;
let store: BlobStore;

const bytes = Buffer.from('a receipt');
const hash = createHash('sha256').update(bytes).digest('hex');
const fileOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);

async function listAll(from: BlobStore = store): Promise<{ hash: string; modified: Date }[]> {
  const all = [];
  for await (const blob of from.list()) all.push(blob);
  return all;
}

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'las-blobs-'));
  folder = join(parent, 'made', 'by the store');
  store = await createFolderBlobStore(folder);
});

afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

describe('stored bytes', () => {
  test('come back by the SHA-256 of their content, also from another store on the folder', async () => {
    expect(await store.put(bytes)).toEqual({ hash, created: true });
    expect(await store.get(hash)).toEqual(bytes);
    expect(await (await createFolderBlobStore(folder)).get(hash)).toEqual(bytes);
  });

  test('may be any, of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (content) => {
        const put = await store.put(content);
        expect(await store.get(put.hash)).toEqual(Buffer.from(content));
      }),
      { numRuns: 25 },
    );
  });

  test('are stored once, and put again look young to a sweep', async () => {
    await store.put(bytes);
    const old = new Date('2020-01-01');
    await utimes(fileOf(hash), old, old);
    expect(await listAll()).toEqual([{ hash, modified: old }]);
    expect(await store.put(bytes)).toEqual({ hash, created: false });
    const [blob, ...others] = await listAll();
    expect(others).toEqual([]);
    expect(blob!.modified.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test('are for their owner only', async () => {
    await store.put(bytes);
    expect((await stat(fileOf(hash))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test('brought by many at once are new to one of them and whole', async () => {
    const large = randomBytes(1_000_000);
    const puts = await Promise.all(Array.from({ length: 20 }, () => store.put(large)));
    expect(puts.filter((put) => put.created)).toHaveLength(1);
    expect((await store.get(puts[0]!.hash))!.equals(large)).toBe(true);
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  test('brought through several stores at once are whole', async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, () => createFolderBlobStore(folder)));
    const contents = Array.from({ length: 10 }, () => randomBytes(50_000));
    await Promise.all(stores.flatMap((each) => contents.map((content) => each.put(content))));
    const listed = (await listAll()).map((blob) => blob.hash).sort();
    expect(listed).toEqual(contents.map((content) => createHash('sha256').update(content).digest('hex')).sort());
    for (const name of listed) expect(await store.get(name)).toBeDefined();
  });
});

describe('what is not there', () => {
  test('is undefined to get, and nothing to delete', async () => {
    expect(await store.get(hash)).toBeUndefined();
    await expect(store.delete(hash)).resolves.toBeUndefined();
    expect(await listAll()).toEqual([]);
  });

  test('is so after its deletion, and can be put anew', async () => {
    await store.put(bytes);
    await store.delete(hash);
    expect(await store.get(hash)).toBeUndefined();
    await expect(stat(fileOf(hash))).rejects.toThrow(/ENOENT/);
    expect(await store.put(bytes)).toEqual({ hash, created: true });
  });
});

describe('a name that is no hash', () => {
  test.each(['', '..', '../../etc/passwd', `../${hash}`, hash.toUpperCase(), `${hash}\n`, `${hash}0`, hash.slice(1)])(
    '%j is refused',
    async (name) => {
      await expect(store.get(name)).rejects.toThrow(InvalidBlobHashError);
      await expect(store.delete(name)).rejects.toThrow(InvalidBlobHashError);
    },
  );

  test('is refused whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
        await expect(store.get(name)).rejects.toThrow(InvalidBlobHashError);
      }),
    );
  });
});

describe('damage', () => {
  test.each([
    { how: 'truncated', harm: (path: string) => truncate(path, 3) },
    { how: 'overwritten with as many bytes', harm: (path: string) => writeFile(path, 'x'.repeat(bytes.length)) },
  ])('of a file that was $how is told by get and mended by the next put', async ({ harm }) => {
    await store.put(bytes);
    await harm(fileOf(hash));
    await expect(store.get(hash)).rejects.toThrow(CorruptBlobError);
    expect(await store.put(bytes)).toEqual({ hash, created: true });
    expect(await store.get(hash)).toEqual(bytes);
  });

  test('does not follow from strange files in the folder', async () => {
    await store.put(bytes);
    await mkdir(join(folder, 'lost+found'));
    await writeFile(join(folder, 'README'), '');
    await writeFile(join(fileOf(hash), '..', 'note.txt'), '');
    expect((await listAll()).map((blob) => blob.hash)).toEqual([hash]);
  });
});

test('files that killed writers left are removed at the next start, those of living ones are not', async () => {
  const [abandoned, young] = [join(folder, 'tmp', 'abandoned'), join(folder, 'tmp', 'young')];
  for (const path of [abandoned, young]) await writeFile(path, 'half a rec');
  const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
  await utimes(abandoned, yesterday, yesterday);
  const next = await createFolderBlobStore(folder);
  expect(await readdir(join(folder, 'tmp'))).toEqual(['young']);
  expect(await listAll(next)).toEqual([]);
});

test('a folder that cannot be written to is not healthy, and a failed put leaves nothing', async () => {
  await expect(store.healthy()).resolves.toBeUndefined();
  await rm(join(folder, 'tmp'), { recursive: true });
  await writeFile(join(folder, 'tmp'), 'in the way');
  await expect(store.healthy()).rejects.toThrow(/ENOTDIR/);
  await expect(store.put(bytes)).rejects.toThrow(/ENOTDIR/);
  expect(await store.get(hash)).toBeUndefined();
});

test('what was acknowledged is there and whole after kill -9 amid writing', async () => {
  const module = fileURLToPath(new URL('../../dist/blobs/folder-blob-store.js', import.meta.url));
  const code = `
    const { randomBytes } = await import('node:crypto');
    const { createFolderBlobStore } = await import(${JSON.stringify(module)});
    const store = await createFolderBlobStore(${JSON.stringify(folder)});
    const write = async () => { for (;;) console.log((await store.put(randomBytes(200_000))).hash); };
    await Promise.all([write(), write(), write(), write()]);`;
  const writer = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: writer.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === 20) writer.kill('SIGKILL');
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(20);
  for (const name of acknowledged) expect(await store.get(name)).toHaveLength(200_000);
  for (const { hash: name } of await listAll()) expect(await store.get(name)).toHaveLength(200_000);
});
