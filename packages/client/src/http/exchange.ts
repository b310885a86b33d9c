import { ClientException } from '../errors.js';
import { type Answer, isSuccess, readAnswer } from './answer.js';
import { type Attempt, startAttempt } from './attempt.js';
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

/** How long a stream may be silent, in milliseconds. The service sends a comment far more often. */
const longestSilence = 60_000;

function send({ url, ...init }: HttpRequest, { fetch }: ExchangeOptions, attempt: Attempt): Promise<Response> {
  return fetch(url, { ...init, body: init.body ?? null, signal: attempt.signal });
}

/**
 * Sends one request and reads its answer whole, so that a connection that breaks on the way is noticed here.
 * @throws {ClientException} when the answer is no success or none came; the signal's reason when it was aborted.
 */
export async function exchange(request: HttpRequest, options: ExchangeOptions): Promise<Answer> {
  const attempt = startAttempt(request, options);
  let answer: Answer;
  try {
    answer = await readAnswer(await send(request, options, attempt));
  } catch (error) {
    throw attempt.failure(error);
  } finally {
    attempt.end();
  }
  if (!isSuccess(answer)) throw toException(answer, attempt.call);
  return answer;
}

async function* piecesOf(response: Response, attempt: Attempt): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  try {
    for (;;) {
      attempt.limit(longestSilence);
      const { done, value } = (await reader?.read()) ?? { done: true };
      // However long the reader of this takes, it is no silence of the service.
      attempt.limit(Infinity);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw attempt.failure(error);
  } finally {
    attempt.end();
    attempt.close();
  }
}

function isEventStream({ headers }: Response): boolean {
  return /^text\/event-stream\b/i.test(headers.get('content-type') ?? '');
}

/**
 * Sends one request and gives the text of its answer, an event stream, as it comes. `timeout` is for its beginning. What is returned has to
 * be read to its end or be left, as `for await` does.
 * @throws {ClientException} when the answer is no success, none came, or nothing more comes, also while it is read; the
 *   signal's reason when it was aborted.
 */
export async function openEventStream(
  request: HttpRequest,
  options: ExchangeOptions,
): Promise<AsyncGenerator<string, void, undefined>> {
  const attempt = startAttempt(request, options);
  let response: Response;
  let refusal: Answer | undefined;
  try {
    response = await send(request, options, attempt);
    if (!response.ok) refusal = await readAnswer(response);
  } catch (error) {
    attempt.end();
    throw attempt.failure(error);
  }
  if (!refusal && isEventStream(response)) return piecesOf(response, attempt);
  attempt.end();
  attempt.close();
  if (refusal) throw toException(refusal, attempt.call);
  const { status } = response;
  throw new ClientException('The answer is no event stream: is this the right endpoint?', { status });
}
