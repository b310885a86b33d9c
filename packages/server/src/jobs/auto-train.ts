import { job } from './job.js';

/** Looks every minute which models are to be trained by themselves. */
export const autoTrain = job<object>({ name: 'auto-train', maxAttempts: 1 });
