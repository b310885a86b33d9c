import { exactMessages } from '@las/contract';
import { ApiError } from '../domain/api-error.js';
import type { Caller } from '../domain/caller.js';

export interface RateLimit {
  /** @throws ApiError `tooManyRequests` when the caller's organization has used up its rate. */
  admit(caller: Pick<Caller, 'organizationId'>): void;
}

export interface RateLimitOptions {
  requestsPerSecond: number;
  /** Requests that may come at once after a pause; one second's worth by default. */
  burst?: number;
  /** Milliseconds since any fixed moment. */
  now?: () => number;
  maxOrganizations?: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** A token bucket for each organization, in memory: with several replicas each admits the rate. Null admits all. */
export function createRateLimit(options: RateLimitOptions | null): RateLimit {
  if (!options) return { admit: () => {} };
  const { requestsPerSecond, now = () => performance.now(), maxOrganizations = 10_000 } = options;
  const burst = Math.max(1, options.burst ?? requestsPerSecond);
  const buckets = new Map<string, Bucket>();

  function refill(organizationId: string): Bucket {
    const time = now();
    const bucket = buckets.get(organizationId);
    // Behind all others again: the first in the map is the one unused for longest, and most likely full.
    buckets.delete(organizationId);
    if (buckets.size >= maxOrganizations) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    const refilled = bucket ? bucket.tokens + ((time - bucket.filledAt) / 1000) * requestsPerSecond : burst;
    const fresh = { tokens: Math.min(burst, refilled), filledAt: time };
    buckets.set(organizationId, fresh);
    return fresh;
  }

  return {
    admit({ organizationId }) {
      const bucket = refill(organizationId);
      if (bucket.tokens < 1) {
        const seconds = Math.max(1, Math.ceil((1 - bucket.tokens) / requestsPerSecond));
        throw new ApiError('tooManyRequests', exactMessages.tooManyRequests, { 'retry-after': String(seconds) });
      }
      bucket.tokens -= 1;
    },
  };
}
