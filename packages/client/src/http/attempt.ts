import { ConnectionException, TimeoutException } from '../errors.js';
import { longestTimer } from './sleep.js';

/** A request on its way. */
export interface Attempt {
  /** What is asked for, for messages. */
  readonly call: string;
  /** Aborted by the caller's signal, and when the time is over. */
  readonly signal: AbortSignal;
  /** Begins another time limit, in milliseconds. */
  limit(timeout: number): void;
  /** What is to be thrown for what `fetch` threw, or reading its answer. */
  failure(error: unknown): unknown;
  /** Lets go of timer and signal. */
  end(): void;
  /** Closes the connection. */
  close(): void;
}

/** Codes by which Node says that it does not trust a certificate. */
const distrust = /CERT|UNABLE_TO_VERIFY/;

function causeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const { code } = cause as { code?: unknown };
  const hint =
    typeof code === 'string' && distrust.test(code)
      ? '; ca_file of the credentials, or NODE_EXTRA_CA_CERTS, names one to trust'
      : '';
  return `${error.message}: ${cause.message}${hint}`;
}

/** @throws the caller's signal's reason when it is aborted already. */
export function startAttempt(
  { method, url }: { method: string; url: string },
  { timeout, signal }: { timeout: number; signal?: AbortSignal | undefined },
): Attempt {
  signal?.throwIfAborted();
  const call = `${method} ${url.split('?')[0]}`;
  const controller = new AbortController();
  const close = () => controller.abort();
  signal?.addEventListener('abort', close, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let expired: number | undefined;
  const limit = (milliseconds: number) => {
    clearTimeout(timer);
    const expire = () => {
      expired = milliseconds;
      close();
    };
    timer = milliseconds <= longestTimer ? setTimeout(expire, milliseconds) : undefined;
  };
  limit(timeout);
  return {
    call,
    signal: controller.signal,
    limit,
    failure(error) {
      if (signal?.aborted) return signal.reason;
      if (expired === undefined)
        return new ConnectionException(`${call} had no answer: ${causeText(error)}`, { cause: error });
      return new TimeoutException(`${call} had no answer within ${expired} ms`, { cause: error });
    },
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', close);
    },
    close,
  };
}
