import { nodeModule } from '../node-modules.js';
import { toResponse } from './answer.js';
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
      https
        .request(url, { agent, method, headers, signal }, (message) => void readAnswer(message).then(resolve, fail))
        .on('error', fail)
        .end(body);
    });
  };
}

async function readAnswer(message: import('node:http').IncomingMessage): Promise<Response> {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  let text = '';
  message.setEncoding('utf8');
  for await (const part of message) text += part;
  const { statusCode: status = 0, statusMessage: statusText = '' } = message;
  return toResponse({ status, statusText, headers, text });
}
