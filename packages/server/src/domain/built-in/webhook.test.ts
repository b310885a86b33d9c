import { createHmac } from 'node:crypto';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@las/asl';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { secretRoutes } from '../../http/routes/secrets.js';
import { type TestApp, testApp } from '../../testing/app.js';
import { builtInOptions, builtInTask } from '../../testing/built-in-task.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { type TestHttpServer, testHttpServer } from '../../testing/http-server.js';
import { webhookBuiltIn } from './webhook.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => secretRoutes(services));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

async function serve(answer: Parameters<typeof testHttpServer>[0]): Promise<TestHttpServer> {
  const server = await testHttpServer(answer);
  onTestFinished(() => server.close());
  return server;
}

const webhook = (webhookHosts: string[] = ['*']) =>
  webhookBuiltIn({ db: database.db, vault: app.services.vault, webhookHosts, timeScale: 0.001 });

const call = (input: JsonObject, hosts?: string[]) =>
  webhook(hosts).run(builtInTask(app.organizationId, input), builtInOptions());

const answerJson =
  (value: unknown, status = 200): Parameters<typeof testHttpServer>[0] =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
  };

test('the payload is sent with the ids of the execution, and the answer is the output', async () => {
  const server = await serve(answerJson({ stored: true }, 201));
  const task = builtInTask(app.organizationId, {
    url: `${server.url}/invoices?from=las`,
    payload: { total: '99.00', größe: 1 },
    headers: { authorization: 'Bearer abc' },
  });
  const result = await webhook().run(task, builtInOptions());
  expect(result).toEqual({ output: { status: 201, body: { stored: true }, truncated: false } });
  const [request] = server.received;
  expect(request).toMatchObject({
    method: 'POST',
    path: '/invoices?from=las',
    body: '{"total":"99.00","größe":1}',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': task.executionId,
      'las-execution-id': task.executionId,
      'las-workflow-execution-id': task.workflowExecutionId,
      authorization: 'Bearer abc',
    },
  });
  expect(request?.headers['las-signature']).toBeUndefined();
});

test('without a payload the input is sent, less what is about the sending; a payload of null is one', async () => {
  const server = await serve(answerJson(null));
  await call({ url: server.url, retries: 0, timeoutSeconds: 5, headers: {}, documentId: 'a', total: 1 });
  await call({ url: server.url, payload: null, documentId: 'a' });
  expect(server.received.map(({ body }) => body)).toEqual(['{"documentId":"a","total":1}', 'null']);
});

test('what is sent is signed with the key of the secret, over time and body', async () => {
  const { secretId } = (await app.inject('POST', '/secrets', { data: { signingKey: 'shh' } })).body;
  const server = await serve(answerJson({}));
  await call({ url: server.url, payload: { a: 'ä' }, secretId });
  const [request] = server.received;
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers['las-signature'])) ?? [];
  const expected = createHmac('sha256', 'shh').update(`${time}.${request?.body}`).digest('hex');
  expect(signature).toBe(expected);
});

test('a secret that is not there, or of another organization, or without a signing key, fails the task', async () => {
  const foreign = await app.inject(
    'POST',
    '/secrets',
    { data: { signingKey: 'x' } },
    {
      'x-test-organization': await database.addOrganization(),
    },
  );
  const keyless = await app.inject('POST', '/secrets', { data: { password: 'x' } });
  const url = 'http://127.0.0.1:1/';
  expect(await call({ url, secretId: foreign.body.secretId })).toMatchObject({ error: 'las.NotFound' });
  expect(await call({ url, secretId: keyless.body.secretId })).toEqual({
    error: 'las.InvalidInput',
    cause: `${keyless.body.secretId} has no signingKey`,
  });
});

test.each([408, 429, 500, 503])('%i is tried again with the same idempotency key, until it works', async (status) => {
  const server = await serve((_, response, count) => {
    response.writeHead(count < 3 ? status : 200, count === 1 ? { 'retry-after': '1' } : {}).end('done');
  });
  const result = await call({ url: server.url });
  expect(result).toEqual({ output: { status: 200, body: 'done', truncated: false } });
  expect(server.received).toHaveLength(3);
  expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
});

test('it is tried as often as the input says, and then fails with the last answer', async () => {
  const server = await serve((_, response) => response.writeHead(502).end('bad gateway'));
  const result = await call({ url: server.url, retries: 2 });
  expect(server.received).toHaveLength(3);
  expect(result).toEqual({
    error: 'las.Webhook.Status',
    cause: `${new URL(server.url).host} answered 502: bad gateway`,
  });
});

test('other refusals are final', async () => {
  const server = await serve(answerJson({ why: 'unknown' }, 422));
  const result = await call({ url: `${server.url}/services/very-secret` });
  expect(result).toEqual({
    error: 'las.Webhook.Status',
    cause: `${new URL(server.url).host} answered 422: {"why":"unknown"}`,
  });
  expect(server.received).toHaveLength(1);
});

test('a connection that breaks is tried again; a host that is not there fails by name', async () => {
  const server = await serve((_, response, count) => {
    if (count === 1) response.destroy();
    else if (count === 2) response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    else response.end('whole');
  });
  expect(await call({ url: server.url })).toMatchObject({ output: { body: 'whole' } });
  await server.close();
  expect(await call({ url: server.url, retries: 1 })).toEqual({
    error: 'las.Webhook.Connection',
    cause: `${new URL(server.url).host} could not be reached: ECONNREFUSED`,
  });
});

test('redirects are not followed, wherever they go', async () => {
  const other = await serve(answerJson({}));
  const server = await serve((_, response) => response.writeHead(307, { location: other.url }).end());
  expect(await call({ url: server.url })).toEqual({
    error: 'las.Webhook.Status',
    cause: `${new URL(server.url).host} answered 307: redirects are not followed`,
  });
  expect(other.received).toEqual([]);
});

test('of a huge answer the first 64 KiB are kept', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (response.write(`"${'x'.repeat(10_000)}",`)) if (response.destroyed) return;
    };
    response.on('drain', more);
    response.write('[');
    more();
  });
  const result = await call({ url: server.url });
  expect(result).toMatchObject({ output: { status: 200, truncated: true } });
  expect('output' in result && String(result.output.body)).toHaveLength(65_536);
});

test.each([
  ['says nothing', () => {}],
  [
    'sends headers and no end',
    (response: { writeHead(status: number): { write(text: string): void } }) => response.writeHead(200).write('a'),
  ],
])('a server that %s is given up after the timeout', async (_, hang) => {
  const server = await serve((_, response) => hang(response));
  expect(await call({ url: server.url, timeoutSeconds: 1, retries: 1 })).toEqual({
    error: 'las.Webhook.Timeout',
    cause: `${new URL(server.url).host} did not answer within 1 s`,
  });
  expect(server.received).toHaveLength(2);
});

test('a task that is stopped gives up at once, while it waits for an answer or for the next try', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  const server = await serve(() => stop.abort(reason));
  const task = builtInTask(app.organizationId, { url: server.url });
  await expect(webhook().run(task, builtInOptions(stop.signal))).rejects.toBe(reason);

  const next = new AbortController();
  const failing = await serve((_, response) => response.writeHead(503, { 'retry-after': '60' }).end());
  const log = { info: () => next.abort(reason), warn: () => {} };
  const slow = webhookBuiltIn({ db: database.db, vault: app.services.vault, webhookHosts: ['*'], timeScale: 1 });
  const waiting = builtInTask(app.organizationId, { url: failing.url });
  await expect(slow.run(waiting, { signal: next.signal, log })).rejects.toBe(reason);
  expect(failing.received).toHaveLength(1);
});

test('hosts that the setting does not list are not sent to', async () => {
  const server = await serve(answerJson({}));
  expect(await call({ url: server.url }, ['*.example.com'])).toMatchObject({ error: 'las.Webhook.HostNotAllowed' });
  expect(await call({ url: 'http://169.254.169.254/latest' })).toMatchObject({ error: 'las.Webhook.HostNotAllowed' });
  expect(server.received).toEqual([]);
  expect(await call({ url: server.url }, ['127.0.0.1'])).toMatchObject({ output: { status: 200 } });
});

test.each([
  [{}, 'it has to have the field url'],
  [{ url: 'ftp://example.com/' }, '/url has to be a URL of http or https'],
  [{ url: 'nowhere' }, '/url has to be a URL of http or https'],
  [{ url: 'http://a:b@example.com/' }, '/url must not have a user name or password'],
  [{ url: 'http://a/', retries: 11 }, '/retries has to be <= 10'],
  [{ url: 'http://a/', timeoutSeconds: 61 }, '/timeoutSeconds has to be <= 60'],
  [{ url: 'http://a/', secretId: 'x' }, '/secretId has to match'],
  [{ url: 'http://a/', headers: { a: 1 } }, '/headers/a has to be string'],
  [{ url: 'http://a/', headers: { 'a b': '1' } }, '/headers: "a b" is no header'],
  [{ url: 'http://a/', headers: { a: '1\r\nb: 2' } }, '/headers/a has characters'],
  [{ url: 'http://a/', headers: { Host: 'b' } }, '/headers/Host is set by the service'],
  [{ url: 'http://a/', headers: { 'Las-Signature': 'b' } }, '/headers/Las-Signature is set by the service'],
])('%j is refused', async (input, what) => {
  const result = await call(input as JsonObject);
  expect(result).toEqual({
    error: 'las.InvalidInput',
    cause: expect.stringContaining(`The input is not valid: ${what}`),
  });
});

test('an HTTPS server has to show a certificate that is trusted', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  const server = createHttpsServer({ key, cert }, (_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await call({ url, retries: 0 })).toEqual({
    error: 'las.Webhook.Connection',
    cause: `${new URL(url).host} could not be reached: DEPTH_ZERO_SELF_SIGNED_CERT`,
  });
});
