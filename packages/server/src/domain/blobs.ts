import { createHash } from 'node:crypto';
import type { BlobStore } from '../blobs/blob-store.js';
import { addBlobUse, dropBlobUses, findUsedBlobs, lockBlobs, lockBlobUses } from '../db/blobs.js';
import type { Database, DatabaseTransaction } from '../db/database.js';

/*
 * Content is stored once by its hash and counted. A file comes under the lock of its hash, inside the transaction that
 * counts its use; it goes under the same lock, in a transaction of its own after the one that dropped the last use. So a
 * crash at any point leaves at most a file that nothing uses, which the sweep finds, and never a use without its file.
 */

const hashesAtOnce = 100;

interface BlobServices {
  db: Database;
  blobs: BlobStore;
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, group) =>
    items.slice(group * size, (group + 1) * size),
  );
}

/**
 * Stores bytes and counts one use of them, to be given up by {@link releaseBlobs}.
 * @param replaced what the caller gives up later in this transaction, because these bytes take its place.
 */
export async function keepBlob(
  trx: DatabaseTransaction,
  blobs: BlobStore,
  bytes: Uint8Array,
  replaced?: string,
): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  await lockBlobs(trx, [hash]);
  const stored = await blobs.put(bytes);
  if (stored.hash !== hash) throw new Error(`The blob store calls ${hash} ${stored.hash}.`);
  // Both counts are locked in order at once: two callers who swap contents would else wait for each other.
  if (replaced !== undefined) await lockBlobUses(trx, [replaced, hash]);
  await addBlobUse(trx, hash, bytes.byteLength);
  return hash;
}

/** Gives up one use for each mention of a hash. What is returned is to be handed to {@link removeBlobs} after the commit. */
export async function releaseBlobs(trx: DatabaseTransaction, hashes: readonly string[]): Promise<string[]> {
  return hashes.length === 0 ? [] : dropBlobUses(trx, hashes);
}

/** Removes the files of contents that are still unused; those that came into use again meanwhile stay. */
export async function removeBlobs({ db, blobs }: BlobServices, hashes: readonly string[]): Promise<number> {
  let removed = 0;
  for (const group of inGroups(hashes, hashesAtOnce)) {
    await db.transaction().execute(async (trx) => {
      await lockBlobs(trx, group);
      const used = await findUsedBlobs(trx, group);
      const unused = group.filter((hash) => !used.has(hash));
      await Promise.all(unused.map((hash) => blobs.delete(hash)));
      removed += unused.length;
    });
  }
  return removed;
}

/** Removes the files that a crash left behind: nothing uses them, and they are older than the time given. */
export async function sweepBlobs(services: BlobServices & { olderThan: Date }): Promise<{ removed: number }> {
  let removed = 0;
  let group: string[] = [];
  async function sweepGroup(): Promise<void> {
    const used = await findUsedBlobs(services.db, group);
    const unused = group.filter((hash) => !used.has(hash));
    removed += await removeBlobs(services, unused);
    group = [];
  }
  for await (const { hash, modified } of services.blobs.list()) {
    if (modified < services.olderThan) group.push(hash);
    if (group.length === hashesAtOnce) await sweepGroup();
  }
  await sweepGroup();
  return { removed };
}

/**
 * Finds a row and reads its bytes. A row may be deleted, or get other bytes, between both steps: then it is looked up again.
 * @throws when a row stands although its file is gone: the store has lost it.
 */
export async function readReferred<Row extends { blob_hash: string }>(
  blobs: BlobStore,
  find: () => Promise<Row | undefined>,
): Promise<{ row: Row; bytes: Buffer } | undefined> {
  let missing: string | undefined;
  for (;;) {
    const row = await find();
    if (!row) return undefined;
    const bytes = await blobs.get(row.blob_hash);
    if (bytes) return { row, bytes };
    if (row.blob_hash === missing) throw new Error(`The blob store lacks ${missing}, which is in use.`);
    missing = row.blob_hash;
  }
}
