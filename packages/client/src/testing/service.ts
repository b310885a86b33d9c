import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Credentials } from '../credentials/credentials.js';

/** A request as it arrived. */
export interface Arrived {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  text: string;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** What the service does with the next request; a function may also break the connection or never answer. */
export type Behaviour = Reply | ((response: ServerResponse, request: Arrived) => void);

/** PEM texts of an HTTPS server. */
export interface Certificate {
  key: string;
  cert: string;
}

/** A server that stands for the service: it does what it is told, and remembers what it was sent. */
export class TestService implements AsyncDisposable {
  readonly requests: Arrived[] = [];
  readonly tokenRequests: Arrived[] = [];
  /** One for each API request to come. */
  readonly behaviours: Behaviour[] = [];
  /** For what comes after the last of these. */
  otherwise: (request: Arrived) => Behaviour | Promise<Behaviour> = () => ({});
  /** The same for token requests; after the last, each gets a new token: `token-1`, `token-2`, … */
  readonly tokenBehaviours: Behaviour[] = [];
  readonly certificate: Certificate | undefined;
  readonly #server;
  #port = 0;

  private constructor(certificate?: Certificate) {
    const listener: RequestListener = (request, response) => void this.#answer(request, response);
    this.certificate = certificate;
    this.#server = certificate ? createSecureServer(certificate, listener) : createServer(listener);
  }

  /** Over HTTPS when there is a certificate. */
  static async start(certificate?: Certificate): Promise<TestService> {
    const service = new TestService(certificate);
    await service.comeBack();
    return service;
  }

  get origin(): string {
    return `${this.certificate ? 'https' : 'http'}://127.0.0.1:${this.#port}`;
  }

  /** Breaks all connections and takes no more, as a service that was killed. */
  async goAway(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Listens, after it was away on the same port. */
  async comeBack(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get credentials(): Credentials {
    return new Credentials('id', 'secret', 'key', this.origin, `${this.origin}/v1`, this.certificate?.cert);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.origin);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const arrived = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      text: Buffer.concat(chunks).toString(),
    };
    const isToken = url.pathname.endsWith('/token');
    (isToken ? this.tokenRequests : this.requests).push(arrived);
    const token = { access_token: `token-${this.tokenRequests.length}`, expires_in: 3600, token_type: 'Bearer' };
    const behaviour = isToken
      ? (this.tokenBehaviours.shift() ?? { body: token })
      : (this.behaviours.shift() ?? (await this.otherwise(arrived)));
    if (typeof behaviour === 'function') return behaviour(response, arrived);
    const { status = 200, headers = {}, body = {} } = behaviour;
    response
      .writeHead(status, headers)
      .end(status === 204 ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** Breaks the connection before an answer. */
export const breakConnection: Behaviour = (response) => response.destroy();

/** Breaks the connection in the middle of an answer. */
export const breakAnswer: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"a":');
  setImmediate(() => response.destroy());
};

/** Never answers. */
export const neverAnswer: Behaviour = () => {};
