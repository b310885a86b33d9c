import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '../auth/vault.js';
import type { Keyset } from '../db/paging.js';
import { badRequest } from './api-error.js';

const signatureBytes = 16;

/** Makes and checks the `nextToken` of lists: opaque, and bound to the list, its filters and the organization. */
export interface NextTokens {
  keyset(list: ListIdentity, query: { maxResults?: number; nextToken?: string }): Keyset;
  token(list: ListIdentity, next: string | null): string | null;
}

/** What a token is good for. */
export interface ListIdentity {
  name: string;
  organizationId: string;
  filters?: Readonly<Record<string, unknown>>;
}

const defaultPageSize = 100;

export function createNextTokens(vault: Vault): NextTokens {
  const signature = (list: ListIdentity, next: string) =>
    vault
      .sign(JSON.stringify([list.name, list.organizationId, list.filters ?? {}, next]), 'nextToken')
      .subarray(0, signatureBytes);

  function decode(list: ListIdentity, token: string): string {
    const bytes = Buffer.from(token, 'base64url');
    const next = bytes.subarray(signatureBytes).toString('utf8');
    const given = bytes.subarray(0, signatureBytes);
    // Node skips what is not base64url: only the token as it was given out counts.
    const exact = bytes.toString('base64url') === token && given.length === signatureBytes;
    if (!exact || !timingSafeEqual(given, signature(list, next)))
      throw badRequest('query.nextToken is not one that this list gave out with these parameters');
    return next;
  }

  return {
    keyset: (list, query) => ({
      limit: query.maxResults ?? defaultPageSize,
      after: query.nextToken === undefined ? null : decode(list, query.nextToken),
    }),
    token: (list, next) =>
      next === null ? null : Buffer.concat([signature(list, next), Buffer.from(next)]).toString('base64url'),
  };
}
