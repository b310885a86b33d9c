import { createHash } from 'node:crypto';
import type { QuotaResource } from '@las/contract';
import type { FastifyRequest } from 'fastify';
import type { Vault } from '../auth/vault.js';
import { type Database, type DatabaseTransaction, inTransaction } from '../db/database.js';
import { findIdempotencyKey, insertIdempotentAnswer } from '../db/idempotency-keys.js';
import { badRequest } from '../domain/api-error.js';
import type { Caller } from '../domain/caller.js';
import type { Quotas } from '../domain/quotas.js';

/**
 * Runs a change in one transaction and gives its answer. `creates` names the resource that is charged to the quotas.
 * When the request carries an `Idempotency-Key`, the answer is kept in the same transaction: a repeated request gets it
 * again and changes nothing.
 */
export type Write = <T>(creates: QuotaResource | null, change: (trx: DatabaseTransaction) => Promise<T>) => Promise<T>;

export interface Writer {
  /** The answer that an earlier request with the same key was given. */
  replay(caller: Caller, request: FastifyRequest): Promise<{ answer: unknown } | undefined>;
  writeFor(caller: Caller, request: FastifyRequest): Write;
}

interface IdempotentRequest {
  key: string;
  hash: Buffer;
}

/** Another request with the same key has been answered meanwhile. */
class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError';
}

const keyPattern = /^[\x21-\x7e]{1,255}$/;

function idempotentRequest(request: FastifyRequest): IdempotentRequest | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return undefined;
  if (typeof key !== 'string' || !keyPattern.test(key)) {
    throw badRequest('Idempotency-Key has to be 1 to 255 visible ASCII characters');
  }
  const hash = createHash('sha256')
    .update(`${request.url}\n${JSON.stringify(request.body)}`)
    .digest();
  return { key, hash };
}

export function createWriter(services: { db: Database; vault: Vault; quotas: Quotas }): Writer {
  const { db, vault, quotas } = services;
  const purpose = (caller: Caller, key: string) => `idempotency:${caller.organizationId}:${key}`;

  async function stored(executor: Database, caller: Caller, { key, hash }: IdempotentRequest) {
    const row = await findIdempotencyKey(executor, caller.organizationId, key);
    if (!row?.answer) return undefined;
    if (!hash.equals(row.request_hash)) {
      throw badRequest('Idempotency-Key was used before with another request');
    }
    const answer: unknown = JSON.parse(vault.open(row.answer, purpose(caller, key)).toString('utf8'));
    return { answer };
  }

  /**
   * Keeps the answer with the change that it is about. The key is taken last: where another request with the same key came
   * first, this waits for it, and takes back what it did.
   */
  async function keep(trx: DatabaseTransaction, caller: Caller, { key, hash }: IdempotentRequest, answer: unknown) {
    const { organizationId } = caller;
    const sealed = vault.seal(JSON.stringify(answer ?? null), purpose(caller, key));
    const taken = { organizationId, key, requestHash: hash, answer: sealed };
    if (!(await insertIdempotentAnswer(trx, taken))) throw new KeyTakenError();
  }

  return {
    async replay(caller, request) {
      const idempotent = idempotentRequest(request);
      return idempotent && stored(db, caller, idempotent);
    },
    writeFor: (caller, request) => async (creates, change) => {
      const idempotent = idempotentRequest(request);
      try {
        return await inTransaction(db, async (trx) => {
          if (creates) await quotas.charge(trx, caller.organizationId, creates);
          const answer = await change(trx);
          if (idempotent) await keep(trx, caller, idempotent, answer);
          return answer;
        });
      } catch (error) {
        // Also when the change was refused: because of what the other request with this key has made, perhaps.
        const earlier = idempotent && (await stored(db, caller, idempotent));
        if (earlier) return earlier.answer as never;
        throw error;
      }
    },
  };
}
