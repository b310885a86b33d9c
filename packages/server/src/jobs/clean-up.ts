import { job } from './job.js';

/**
 * Removes what only served for a while: idempotency keys, retired signing keys, readings of older readers, files of
 * crashes, jobs given up.
 */
export const cleanUp = job<object>({ name: 'clean-up', maxAttempts: 3 });
