import type { BlobStore } from '../blobs/blob-store.js';
import type { Database } from '../db/database.js';
import { removeExpiredDocuments } from '../domain/retention.js';
import type { JobHandler } from './job.js';

export function removeExpiredDocumentsHandler(services: { db: Database; blobs: BlobStore }): JobHandler<object> {
  return async (_, { log }) => {
    const { removed } = await removeExpiredDocuments(services);
    log.info({ removed }, 'expired documents removed');
  };
}
