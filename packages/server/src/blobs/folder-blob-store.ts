import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ifPresent } from '../files/file-errors.js';
import { makeFolder } from '../files/make-folder.js';
import { syncFolder } from '../files/sync-folder.js';
import { type BlobStore, CorruptBlobError, checkBlobHash } from './blob-store.js';
import { listBlobs } from './list-blobs.js';
import { openScratch } from './scratch.js';

/**
 * Keeps blobs as files `ab/cd/<hash>` of a folder, which is made where it is missing. Several processes may use it at
 * once.
 */
export async function createFolderBlobStore(folder: string): Promise<BlobStore> {
  const root = resolve(folder);
  await makeFolder(root);
  const makeShard = shardMaker(root);
  const scratch = await openScratch(join(root, 'tmp'));
  // Whoever brings what is being written waits for that write.
  const writing = new Map<string, Promise<boolean>>();

  /** The file gets its name once its content is on disk, and the caller hears of it once its name is, too. */
  async function write(hash: string, bytes: Uint8Array): Promise<boolean> {
    const path = pathOf(root, hash);
    const created = !(await renew(path, hash));
    if (created) {
      await makeShard(dirname(path));
      await scratch.write(bytes, (draft) => rename(draft, path));
    }
    // Also for a file that was there: whoever made it may not have come this far yet.
    await syncFolder(dirname(path));
    return created;
  }

  return {
    async put(bytes) {
      const hash = hashOf(bytes);
      const underway = writing.get(hash);
      if (underway !== undefined) {
        await underway;
        return { hash, created: false };
      }
      const written = write(hash, bytes).finally(() => writing.delete(hash));
      writing.set(hash, written);
      return { hash, created: await written };
    },

    async get(hash) {
      const bytes = await ifPresent(readFile(pathOf(root, hash)));
      if (bytes !== undefined && hashOf(bytes) !== hash) throw new CorruptBlobError(hash);
      return bytes;
    },

    async delete(hash) {
      const path = pathOf(root, hash);
      await rm(path, { force: true });
      await ifPresent(syncFolder(dirname(path)));
    },

    list: () => listBlobs(root),
    healthy: () => scratch.probe(),
  };
}

/**
 * Makes the folders `ab/cd`. One that is already there may come from a process that has not synced it yet, so each is synced
 * the first time that this process meets it.
 */
function shardMaker(root: string): (shard: string) => Promise<void> {
  const synced = new Set<string>();
  return async (shard) => {
    if (synced.has(shard)) return;
    await mkdir(shard, { recursive: true, mode: 0o700 });
    await syncFolder(dirname(shard));
    await syncFolder(root);
    synced.add(shard);
  };
}

function pathOf(root: string, hash: string): string {
  checkBlobHash(hash);
  return join(root, hash.slice(0, 2), hash.slice(2, 4), hash);
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Makes a sound file look new to a sweep that spares what is young; false where there is none. */
async function renew(path: string, hash: string): Promise<boolean> {
  const bytes = await ifPresent(readFile(path));
  if (bytes === undefined || hashOf(bytes) !== hash) return false;
  const now = new Date();
  await utimes(path, now, now);
  return true;
}
