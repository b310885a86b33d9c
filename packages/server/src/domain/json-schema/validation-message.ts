import type { JsonObject } from '@las/contract';
import type { SchemaProblem } from './describe-error.js';

/** What a thread is asked. */
export interface ValidationRequest {
  /** Names the schema. */
  hash: string;
  /** Given once, and then kept under the hash. */
  schema: JsonObject | null;
  /** Hashes of schemas that are not to be kept any longer. */
  forget: string[];
  value: unknown;
}

/** What a thread says: that it is there, that the schema is compiled and the value's turn has come, the result. */
export type ValidationReply = 'ready' | 'compiled' | { problem: SchemaProblem | null };
