import { nodeModule } from '../node-modules.js';
import type { Fetch } from './exchange.js';

/** `fetch` of the platform, whichever it is at the time of the call. */
export const platformFetch: Fetch = (url, init) => fetch(url, init);

/**
 * A `fetch` that over `https:` trusts the authorities of a PEM text instead of those of the platform. Node's own `fetch`
 * cannot be told whom to trust without a package of undici; where there is no `node:https` it is the platform's.
 */
export function trustingFetch(ca: string): Fetch {
  const https = nodeModule('node:https');
  if (!https) return platformFetch;
  const agent = new https.Agent({ ca, keepAlive: true });
  return (url, init) => {
    if (!/^https:/i.test(url)) return platformFetch(url, init);
    const { method, headers, body, signal } = init;
    return new Promise((resolve, reject) => {
      // As fetch does, which says why in the cause.
      const fail = (cause: unknown) => reject(new TypeError('fetch failed', { cause }));
      const request = https.request(url, { agent, method, headers }, (message) => {
        if (bodiless.includes(message.statusCode ?? 0)) message.resume();
        resolve(toResponse(message));
      });
      // Not as an option: with an error of its own the socket ends the process when the answer has just ended.
      signal.addEventListener('abort', () => request.destroy(), { once: true });
      request.on('error', fail).end(body);
    });
  };
}

/** Statuses whose answer has no body; a `Response` of them takes none. */
const bodiless = [204, 205, 304];

/** The answer, whose body comes as it is read. */
function toResponse(message: import('node:http').IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const { statusCode: status = 0, statusMessage: statusText = '' } = message;
  return new Response(bodiless.includes(status) ? null : streamOf(message), { status, statusText, headers });
}

function streamOf(parts: import('node:http').IncomingMessage): ReadableStream<Uint8Array> {
  // The iterator tells of it as well; without a listener an abort between two reads would end the process.
  parts.on('error', () => {});
  const iterator = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
