import assert from 'node:assert/strict';
import { type Endpoint, ErrorBody, endpoints } from '@las/contract';
import type { TSchema } from 'typebox';
import { Errors } from 'typebox/value';

const eventStream = /^text\/event-stream\b/;

const rows = Object.entries<Endpoint>(endpoints).map(([name, row]) => ({
  name,
  row,
  pattern: new RegExp(`/v1${row.path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Operations of which a successful answer was checked in this process. */
export const checkedOperations = new Set<string>();

function findOperation(method: string, url: URL) {
  return rows.find(({ row, pattern }) => row.method === method && pattern.test(url.pathname));
}

/** Fails unless the value has the shape. */
export function assertShape(schema: TSchema, value: unknown, what: string): void {
  const problems = Errors(schema, value).map((error) => `${error.instancePath || '/'} ${error.message}`);
  assert.deepEqual(problems, [], `${what} breaks the contract: ${JSON.stringify(value)?.slice(0, 500)}`);
}

function assertHeaders(headers: Headers, what: string): void {
  assert.equal(headers.get('access-control-allow-origin'), '*', `${what} lacks Access-Control-Allow-Origin`);
  assert.match(headers.get('x-request-id') ?? '', /\S/, `${what} lacks x-request-id`);
}

/** Fails unless an answer is one that the contract allows for the call. */
export function assertAnswer(call: { method: string; url: URL }, answer: Response, text: string): void {
  const what = `${answer.status} of ${call.method} ${call.url.pathname}`;
  assertHeaders(answer.headers, what);
  if (answer.status === 204) {
    assert.equal(text, '', `${what} has a body`);
    return;
  }
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json\b/, `${what} is no JSON`);
  const body: unknown = JSON.parse(text);
  if (!answer.ok) {
    assertShape(ErrorBody, body, what);
    assert.notEqual((body as ErrorBody).message, '', `${what} says nothing`);
    return;
  }
  const operation = findOperation(call.method, call.url);
  assert.ok(operation, `${call.method} ${call.url.pathname} is no operation of the contract`);
  assert.equal(answer.status, 200, what);
  assertShape(operation.row.answer as TSchema, body, what);
}

/** `fetch` that fails on an answer of the API which breaks the contract. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const call = { method: init?.method ?? 'GET', url: new URL(String(input)) };
  if (!call.url.pathname.includes('/v1/')) return answer;
  const operation = findOperation(call.method, call.url);
  // What streams is read by whoever asked for it, as it comes.
  if (operation?.row.streams && eventStream.test(answer.headers.get('content-type') ?? '')) {
    assertHeaders(answer.headers, `the stream of ${call.url.pathname}`);
    return answer;
  }
  assertAnswer(call, answer, await answer.clone().text());
  if (answer.ok) checkedOperations.add(operation?.name ?? '');
  return answer;
};
