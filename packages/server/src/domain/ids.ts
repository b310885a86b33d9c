import { randomBytes } from 'node:crypto';
import type { IdKind } from '@las/contract';

/** A new random id, `las:<kind>:<32 hex digits>`. */
export function newId(kind: IdKind | 'model' | 'transition' | 'organization'): string {
  return `las:${kind}:${randomBytes(16).toString('hex')}`;
}
