import { EvaluationError } from './evaluation-error.js';
import type { Json, Limits } from './types.js';

export const defaultLimits: Limits = { dataBytes: 262_144, operations: 1_000_000 };

/** Throws `States.DataLimitExceeded` when a value is more than `dataBytes` as JSON. */
export function requireSize(value: Json, limits: Limits): void {
  if (new TextEncoder().encode(JSON.stringify(value)).length > limits.dataBytes) {
    throw new EvaluationError('States.DataLimitExceeded', `The data is more than ${limits.dataBytes} bytes as JSON`);
  }
}
