import {
  ClientException,
  ConnectionException,
  NotImplementedException,
  ServerException,
  TooManyRequestsException,
} from '../errors.js';

const firstPause = 500;
const longestPause = 8_000;
/** A service that asks for a longer pause than this is not waited for. */
const longestRetryAfter = 60_000;

/** Whether a call may succeed when it is made again. */
export function isTransient(error: unknown): error is ClientException {
  if (error instanceof NotImplementedException) return false;
  return (
    error instanceof ConnectionException ||
    error instanceof TooManyRequestsException ||
    error instanceof ServerException ||
    (error instanceof ClientException && error.status === 408)
  );
}

/**
 * Milliseconds to wait before a failed request is sent again, undefined if it is not to be. Exponential backoff with
 * full jitter (M. Brooker, "Exponential Backoff And Jitter", 2015); `Retry-After` goes first. `retries` counts those
 * that were made, `random` gives 0..1.
 */
export function retryPause(error: unknown, retries: number, random: () => number): number | undefined {
  if (!isTransient(error)) return undefined;
  const backoff = random() * Math.min(longestPause, firstPause * 2 ** retries);
  if (error.retryAfter === undefined) return backoff;
  const asked = error.retryAfter * 1000;
  // A little jitter on top keeps callers that were told the same from coming back all at once.
  return asked > longestRetryAfter ? undefined : asked + Math.min(backoff, asked / 4);
}

/**
 * Milliseconds to wait after the given number of failures in a row, for work that goes on for as long as it takes: never
 * close to none, with enough chance in it that callers drift apart.
 */
export function patientPause(failures: number, random: () => number): number {
  return (0.5 + random() / 2) * Math.min(longestPause, firstPause * 2 ** failures);
}

export interface RetryOptions {
  maxRetries: number;
  signal?: AbortSignal | undefined;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Runs a request until it succeeds, fails for good, or has been retried often enough. */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause = retries < options.maxRetries ? retryPause(error, retries, Math.random) : undefined;
      if (pause === undefined) throw error;
      await options.sleep(pause, options.signal);
    }
  }
}
