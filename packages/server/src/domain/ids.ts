import { createHash, randomBytes } from 'node:crypto';
import type { IdKind } from '@las/contract';

type Kind = IdKind | 'model' | 'transition' | 'organization';

/** A new random id, `las:<kind>:<32 hex digits>`. */
export function newId(kind: Kind): string {
  return `las:${kind}:${randomBytes(16).toString('hex')}`;
}

/** The id of what some execution makes, the same each time it is asked for: made again it is found to be there. */
export function idMadeBy(executionId: string, kind: Kind): string {
  return `las:${kind}:${createHash('sha256').update(`${kind} ${executionId}`).digest('hex').slice(0, 32)}`;
}
