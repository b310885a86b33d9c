import { lookup as lookUp } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface Answer {
  status: number;
  /** In lower case. */
  headers: IncomingMessage['headers'];
  /** No more than was asked for. */
  body: Buffer;
  isCut: boolean;
}

export interface PostOptions {
  headers: Record<string, string>;
  body: string;
  mostBytes: number;
  signal: AbortSignal;
  /** Whether an address that the host's name stands for may be connected to; addresses in the URL itself are not asked about. */
  allowsAddress(address: string): boolean;
}

/** A name stands for an address that is not allowed. */
export class AddressNotAllowedError extends Error {
  override readonly name = 'AddressNotAllowedError';
}

/** Looks names up and refuses addresses before anything is sent: a check before the look-up could be told another answer. */
function guardedLookup(allowsAddress: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      const refused = addresses?.find(({ address }) => !allowsAddress(address));
      const [first] = addresses ?? [];
      if (error) callback(error, '');
      else if (refused) callback(new AddressNotAllowedError(`${hostname} is ${refused.address}`), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first?.address ?? '', first?.family);
    });
  };
}

async function readAnswer(answer: IncomingMessage, mostBytes: number): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  const body = Buffer.concat(chunks).subarray(0, mostBytes);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body, isCut: size > mostBytes };
}

/** Sends a POST on a connection of its own and reads the answer; redirects are answers. @throws when there is none. */
export function post(url: URL, { headers, body, mostBytes, signal, allowsAddress }: PostOptions): Promise<Answer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const lookup = guardedLookup(allowsAddress);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: false, lookup, signal }, (answer) => {
      readAnswer(answer, mostBytes).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
