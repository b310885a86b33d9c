import { job } from './job.js';

/** Removes what only served for a while: idempotency keys, readings of older readers, files of crashes, dead jobs. */
export const cleanUp = job<object>({ name: 'clean-up', maxAttempts: 3 });
