import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDoor } from '../containers/api-door.js';
import { batchRoutes } from '../http/routes/batches.js';
import { type TestApp, testApp } from '../testing/app.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { createDoors } from './api-door.js';

let database: TestDatabase;
let api: TestApp;
let folder: string;
let openDoor: OpenDoor;

beforeAll(async () => {
  database = await testDatabase();
  api = await testApp(database, (services) => batchRoutes({ ...services, retentionInDays: 30 }));
  folder = await mkdtemp(join(tmpdir(), 'las-door-'));
  openDoor = createDoors(api.app, folder);
});
afterAll(async () => {
  await api.close();
  await database.close();
  await rm(folder, { recursive: true });
});

const here = { host: '127.0.0.1', names: ['127.0.0.1'], httpPort: 0, httpsPort: 0, subnet: null };

function getSecurely(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/v1/batches', ca, agent: false }, (answer) =>
      resolve(text(answer)),
    );
    sent.on('error', reject).end();
  });
}

test('a door serves the application over HTTP and HTTPS, until it is closed', async () => {
  const door = await openDoor(here);
  const url = `http://127.0.0.1:${door.httpPort}/v1/batches`;
  expect(await (await fetch(url)).json()).toEqual({ batches: [], nextToken: null });
  expect(JSON.parse(await getSecurely(door.httpsPort, door.certificate))).toEqual({ batches: [], nextToken: null });
  await door.close();
  await expect(fetch(url)).rejects.toThrow();
});

test('its certificate is good for the names under which it is reached, and the same at the next start', async () => {
  const place = { ...here, names: ['172.30.0.1', 'host.docker.internal'] };
  const [first, second] = [await openDoor(place), await openDoor(place)];
  const certificate = new X509Certificate(first.certificate);
  expect(certificate.checkIP('172.30.0.1')).toBeDefined();
  expect(certificate.checkHost('host.docker.internal')).toBeDefined();
  expect(second.certificate).toBe(first.certificate);
  await Promise.all([first.close(), second.close()]);
});

test('callers from outside its network are cut off', async () => {
  const door = await openDoor({ ...here, subnet: '172.30.0.0/16' });
  await expect(fetch(`http://127.0.0.1:${door.httpPort}/v1/batches`)).rejects.toThrow();
  await expect(getSecurely(door.httpsPort, door.certificate)).rejects.toThrow();
  await door.close();
  const open = await openDoor({ ...here, subnet: '127.0.0.0/8' });
  expect((await fetch(`http://127.0.0.1:${open.httpPort}/v1/batches`)).status).toBe(200);
  await open.close();
});

test.each(['/', '/docs', '/metrics', '/health/ready', '/v1', '/v1x', '/tokens'])('%s is not served', async (path) => {
  const door = await openDoor(here);
  const answer = await fetch(`http://127.0.0.1:${door.httpPort}${path}`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ message: 'There is nothing at this path' });
  await door.close();
});

test('an address that is not of this machine is refused with its code', async () => {
  await expect(openDoor({ ...here, host: '203.0.113.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});

test('a door that cannot open wholly does not open', async () => {
  const taken = await openDoor(here);
  await expect(openDoor({ ...here, httpsPort: taken.httpsPort })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await taken.close();
});
