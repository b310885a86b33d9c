import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Receives webhooks, and remembers under which key each came, and how often. */
export class WebhookReceiver {
  readonly #server: Server;
  /** How often each effect was asked for, by its name and then by the idempotency key of the request. */
  readonly received = new Map<string, Map<string, number>>();

  /** @param delay how long an answer takes, in milliseconds. */
  constructor(delay: number) {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const piece of request) body += piece;
      const { effect } = JSON.parse(body) as { effect: string };
      this.#count(effect, String(request.headers['idempotency-key']));
      await pause(delay);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ done: effect }));
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #count(effect: string, key: string): void {
    const keys = this.received.get(effect) ?? new Map<string, number>();
    this.received.set(effect, keys.set(key, (keys.get(key) ?? 0) + 1));
  }
}
