import { readerVersion } from '@las/reader';
import type { BlobStore } from '../blobs/blob-store.js';
import type { Database } from '../db/database.js';
import { deleteOldIdempotencyKeys } from '../db/idempotency-keys.js';
import { removeExhaustedJobs } from '../db/jobs.js';
import { deleteOutdatedReadings } from '../db/readings.js';
import { deleteSigningKeysRetiredFor } from '../db/signing-keys.js';
import { sweepBlobs } from '../domain/blobs.js';
import type { JobHandler } from './job.js';

const idempotencyHours = 24;
const exhaustedJobDays = 7;
/** Longer than any token lives that such a key has signed. */
const retiredKeySeconds = 24 * 3600;
/** Longer than any upload takes from its file to its commit. */
const blobGraceMs = 24 * 3_600_000;

export function cleanUpHandler(services: { db: Database; blobs: BlobStore }): JobHandler<object> {
  const { db } = services;
  return async (_, { log }) => {
    await deleteOldIdempotencyKeys(db, idempotencyHours);
    await deleteOutdatedReadings(db, `${readerVersion}/`);
    await deleteSigningKeysRetiredFor(db, retiredKeySeconds);
    await removeExhaustedJobs(db, exhaustedJobDays);
    const { removed } = await sweepBlobs({ ...services, olderThan: new Date(Date.now() - blobGraceMs) });
    log.info({ removedFiles: removed }, 'cleaned up');
  };
}
