import type { BlobStore } from './blob-store.js';

export interface BlobCacheOptions {
  /** Bytes that are kept in memory at most. */
  maxBytes: number;
  /** Larger blobs are not kept: reading them costs little beside sending them. */
  maxBlobBytes: number;
}

/**
 * Keeps small blobs that were read lately in memory: opening a file costs more than everything else that answering with a
 * small document takes. A blob never changes, so nothing goes stale.
 */
export function createCachedBlobStore(store: BlobStore, { maxBytes, maxBlobBytes }: BlobCacheOptions): BlobStore {
  /** The one used last stands last. */
  const kept = new Map<string, Buffer>();
  let keptBytes = 0;

  function drop(hash: string): void {
    keptBytes -= kept.get(hash)?.length ?? 0;
    kept.delete(hash);
  }

  function keep(hash: string, blob: Buffer): void {
    drop(hash);
    kept.set(hash, blob);
    keptBytes += blob.length;
    for (const oldest of kept.keys()) {
      if (keptBytes <= maxBytes) break;
      drop(oldest);
    }
  }

  return {
    ...store,
    async get(hash) {
      const blob = kept.get(hash) ?? (await store.get(hash));
      if (blob && blob.length <= maxBlobBytes) keep(hash, blob);
      return blob;
    },
    async delete(hash) {
      drop(hash);
      await store.delete(hash);
      // A reading that was under way may have put it back.
      drop(hash);
    },
  };
}
