import type { Credentials } from '../credentials/credentials.js';
import { UnauthorizedException } from '../errors.js';
import { nodeModule } from '../node-modules.js';
import type { Answer } from './answer.js';
import { ApiCall } from './api-call.js';
import { type ExchangeOptions, exchange, type Fetch, type HttpRequest, openEventStream } from './exchange.js';
import { ListCall, type Page } from './list-call.js';
import { withRetries } from './retry.js';
import { abortable, sleep } from './sleep.js';
import { type Query, queryText } from './url.js';
import { randomUuid } from './uuid.js';

/** How a call is made. Those of a call go before those of the client. */
export interface RequestOptions {
  /** Milliseconds that each try may take, 120000 by default; Infinity for no limit. */
  timeout?: number | undefined;
  /** Ends the call, its pauses between retries included; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How often a call that fails for a passing reason is sent again, 3 by default. */
  maxRetries?: number | undefined;
  /**
   * Of a call that creates: the service does what it asks for once, however often it comes within 24 hours, and gives
   * the same answer each time. A random one by default, which covers the retries; give your own to cover restarts.
   */
  idempotencyKey?: string | undefined;
}

export interface TransportOptions extends Omit<RequestOptions, 'idempotencyKey'> {
  /** Used in place of the platform's `fetch`; it is then on its own with the credentials' certificates. */
  fetch?: typeof fetch | undefined;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface CallInput {
  query?: Query;
  /** Sent as JSON. */
  body?: object | Promise<object> | undefined;
  headers?: Record<string, string>;
  request?: RequestOptions | undefined;
  /** Milliseconds that the service is asked to wait before it answers; they do not count as part of `timeout`. */
  wait?: number;
}

const defaultTimeout = 120_000;
const defaultRetries = 3;

/** Makes calls: signs them in, sends them again where that helps, and reads the answers. */
export class Transport {
  readonly credentials: Credentials;
  /** For what is neither of the endpoints: content by its URL. */
  readonly fetch: typeof fetch;
  /** For the endpoints. */
  readonly #fetch: Fetch;
  readonly #defaults: TransportOptions;
  /** Waits, as between retries. */
  readonly sleep: typeof sleep;

  constructor(credentials: Credentials, defaults: TransportOptions = {}, pause: typeof sleep = sleep) {
    this.credentials = credentials;
    this.fetch = defaults.fetch ?? ((input, init) => fetch(input, init));
    this.#fetch = defaults.fetch ?? credentials.fetch;
    this.#defaults = defaults;
    this.sleep = pause;
  }

  call<T>(method: Method, path: string, input: CallInput = {}): ApiCall<T> {
    return new ApiCall(this.send(method, path, input));
  }

  /** A call whose answer has `nextToken`, and its items under `key`. */
  list<P extends Page, K extends keyof P>(method: Method, path: string, key: K, input: CallInput): ListCall<P, K> {
    return new ListCall(this.send(method, path, input), key, (nextToken) =>
      this.call<P>(method, path, { ...input, query: { ...input.query, nextToken } }),
    );
  }

  async send(method: Method, path: string, input: CallInput): Promise<Answer> {
    const { body, request = {} } = input;
    const options = this.#options(input);
    const { signal } = options;
    const httpRequest = this.#request(method, path, { ...input, body: await abortable(Promise.resolve(body), signal) });
    return withRetries(() => this.#signedIn(httpRequest, options, exchange), {
      maxRetries: this.maxRetries(request, defaultRetries),
      signal,
      sleep: this.sleep,
    });
  }

  /** Opens an answer that comes as server-sent events, in one try. */
  async open(path: string, input: CallInput): Promise<AsyncIterable<string>> {
    const request = this.#request('GET', path, input);
    request.headers.Accept = 'text/event-stream';
    return this.#signedIn(request, this.#options(input), openEventStream);
  }

  maxRetries(request: RequestOptions, otherwise: number): number {
    return request.maxRetries ?? this.#defaults.maxRetries ?? otherwise;
  }

  #options({ request = {}, wait = 0 }: CallInput): ExchangeOptions {
    const signal = request.signal ?? this.#defaults.signal;
    // Many calls at once may share a signal; Node would take their listeners, which all go again, for a leak.
    if (signal) nodeModule('node:events')?.setMaxListeners(0, signal);
    const timeout = (request.timeout ?? this.#defaults.timeout ?? defaultTimeout) + wait;
    return { fetch: this.#fetch, timeout, signal };
  }

  #request(method: Method, path: string, { query, headers: own, body, request = {} }: CallInput): HttpRequest {
    const headers: Record<string, string> = { 'X-Api-Key': this.credentials.apiKey, ...own };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (method === 'POST') headers['Idempotency-Key'] = request.idempotencyKey ?? randomUuid();
    return {
      method,
      url: this.credentials.apiEndpoint + path + queryText(query),
      headers,
      body: body && JSON.stringify(body),
    };
  }

  async #signedIn<T>(
    request: HttpRequest,
    options: ExchangeOptions,
    attempt: (request: HttpRequest, options: ExchangeOptions) => Promise<T>,
  ): Promise<T> {
    const attemptWith = (token: string) =>
      attempt({ ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } }, options);
    const token = await abortable(this.credentials.getAccessToken({ fetch: this.#fetch }), options.signal);
    try {
      return await attemptWith(token);
    } catch (error) {
      if (!(error instanceof UnauthorizedException)) throw error;
      const renewal = this.credentials.getAccessToken({ fetch: this.#fetch, rejected: token });
      return attemptWith(await abortable(renewal, options.signal));
    }
  }
}
