import { job } from './job.js';

/** Deletes the documents that their batch keeps no longer. */
export const removeExpiredDocumentsJob = job<object>({ name: 'remove-expired-documents', maxAttempts: 5 });
