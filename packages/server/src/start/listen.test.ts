import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectSecurely } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchRoutes } from '../http/routes/batches.js';
import { type TestApp, testApp } from '../testing/app.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { ensureCertificate } from './certificate.js';
import { type Listeners, listen } from './listen.js';

let database: TestDatabase;
let api: TestApp;
let listeners: Listeners;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  api = await testApp(database, (services) => batchRoutes({ ...services, retentionInDays: 30 }));
  folder = await mkdtemp(join(tmpdir(), 'las-listen-'));
  const certificate = await ensureCertificate(folder, ['127.0.0.1']);
  listeners = await listen(api.app, { host: '127.0.0.1', port: 0, httpsPort: 0, certificate });
});
afterAll(async () => {
  await listeners.close(1000);
  await database.close();
  await rm(folder, { recursive: true });
});

/** What comes back for these very bytes, until the server closes the connection. */
async function send(kind: 'http' | 'https', bytes: string) {
  const port = Number(new URL(listeners.addresses[kind]).port);
  const socket =
    kind === 'http'
      ? connectPlain(port, '127.0.0.1')
      : connectSecurely({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, kind === 'http' ? 'connect' : 'secureConnect');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), message: JSON.parse(body).message as string };
}

const rest = 'Host: localhost\r\nConnection: close\r\n\r\n';

describe.each(['http', 'https'] as const)('what never becomes a request is answered like one over %s', (kind) => {
  it.each([
    ['no HTTP', 'NONSENSE\r\n\r\n', 400, 'no well-formed HTTP'],
    ['an unknown method', `BREW /v1/batches HTTP/1.1\r\n${rest}`, 400, 'no well-formed HTTP'],
    ['two lengths', `POST /v1/batches HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n${rest}`, 400, 'no well-'],
    [
      'too long a header',
      `GET /v1/batches HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n${rest}`,
      431,
      'at most 16384 bytes',
    ],
    ['a path that does not decode', `GET /v1/batches/%FF HTTP/1.1\r\n${rest}`, 400, 'path has to be percent-encoded'],
    ['no host', 'GET /v1/batches HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'header.host is required'],
  ])('%s', async (_, bytes, status, message) => {
    const answer = await send(kind, bytes);
    expect([answer.status, answer.message]).toEqual([status, expect.stringContaining(message)]);
    expect(answer.head).toContain('x-request-id: ');
    expect(answer.head).toContain('access-control-allow-origin: *');
  });

  it('an expectation that the server does not know is passed over', async () => {
    const answer = await send(kind, `GET /v1/nothing HTTP/1.1\r\nExpect: miracles\r\n${rest}`);
    expect([answer.status, answer.message]).toEqual([404, 'There is no GET /v1/nothing']);
  });
});
