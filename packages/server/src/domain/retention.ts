import type { BlobStore } from '../blobs/blob-store.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { deleteDocumentRows, lockExpiredDocuments } from '../db/documents.js';
import { releaseBlobs, removeBlobs } from './blobs.js';

const documentsAtOnce = 500;

async function removeSome(trx: DatabaseTransaction): Promise<{ count: number; unused: string[] }> {
  const expired = await lockExpiredDocuments(trx, documentsAtOnce);
  const hashes: string[] = [];
  for (const organizationId of new Set(expired.map((row) => row.organization_id))) {
    const ids = expired.filter((row) => row.organization_id === organizationId).map((row) => row.id);
    const deleted = await deleteDocumentRows(trx, organizationId, ids);
    hashes.push(...deleted.map((row) => row.blob_hash));
  }
  return { count: expired.length, unused: await releaseBlobs(trx, hashes) };
}

/**
 * Deletes the documents that are older than their batch keeps them, with words, predictions and bytes; 0 days keep nothing
 * beyond the next run. Works in chunks, so that a run that is cut short has done part of the work.
 */
export async function removeExpiredDocuments(services: {
  db: Database;
  blobs: BlobStore;
}): Promise<{ removed: number }> {
  let removed = 0;
  for (;;) {
    const { count, unused } = await services.db.transaction().execute(removeSome);
    if (count === 0) return { removed };
    removed += count;
    await removeBlobs(services, unused);
  }
}
