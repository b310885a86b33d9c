import { ConnectionException, TimeoutException } from '../errors.js';
import { type Answer, isSuccess } from './answer.js';
import { toException } from './exception.js';

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** As much of `fetch` as a request needs. */
export type Fetch = (url: string, init: FetchInit) => Promise<Response>;

export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body: string | null;
  signal: AbortSignal;
}

export interface ExchangeOptions {
  fetch: Fetch;
  /** Milliseconds; Infinity for no limit. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

/** Longest delay of a timer: what is longer would fire at once. */
const longestTimer = 2 ** 31 - 1;

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

/**
 * Sends one request and reads its answer whole, so that a connection that breaks on the way is noticed here.
 * @throws {ClientException} when the answer is no success or none came; the signal's reason when it was aborted.
 */
export async function exchange(request: HttpRequest, options: ExchangeOptions): Promise<Answer> {
  const { fetch, timeout, signal } = options;
  const { url, ...init } = request;
  const call = `${request.method} ${url.split('?')[0]}`;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort();
  signal?.addEventListener('abort', stop, { once: true });
  let timedOut = false;
  const expire = () => {
    timedOut = true;
    controller.abort();
  };
  const timer = timeout <= longestTimer ? setTimeout(expire, timeout) : undefined;
  let answer: Answer;
  try {
    const response = await fetch(url, { ...init, body: init.body ?? null, signal: controller.signal });
    const { status, statusText, headers } = response;
    answer = { status, statusText, headers, text: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    if (timedOut) throw new TimeoutException(`${call} had no answer within ${timeout} ms`, { cause: error });
    throw new ConnectionException(`${call} had no answer: ${causeText(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
  if (!isSuccess(answer)) throw toException(answer, call);
  return answer;
}
