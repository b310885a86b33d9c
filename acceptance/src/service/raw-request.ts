import type { Credentials } from '@las/client';
import { assertAnswer } from './checked-fetch.js';

export interface RawRequest {
  method: string;
  /** Behind `/v1`, with its query. */
  path: string;
  /** Headers beside those that sign in; null takes one of these away. */
  headers?: Record<string, string | null>;
  /** Sent as it is, as JSON unless the headers say otherwise. */
  body?: string;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  body: unknown;
  /** Of an error. */
  message: string;
}

/** Sends what the client would not: wrong bodies, missing headers. The answer is held against the contract. */
export async function sendRaw(credentials: Credentials, request: RawRequest): Promise<RawAnswer> {
  const headers = new Headers({
    authorization: `Bearer ${await credentials.accessToken}`,
    'x-api-key': credentials.apiKey,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
  });
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const url = new URL(credentials.apiEndpoint + request.path);
  const answer = await fetch(url, { method: request.method, headers, body: request.body ?? null });
  const text = await answer.text();
  if (request.method !== 'OPTIONS') assertAnswer({ method: request.method, url }, answer, text);
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  const message = String((body as { message?: unknown } | undefined)?.message ?? '');
  return { status: answer.status, headers: answer.headers, body, message };
}
