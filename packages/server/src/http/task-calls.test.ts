import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../domain/ids.js';
import { type TestApp, testApp } from '../testing/app.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { batchRoutes } from './routes/batches.js';

const own = newId('transition-execution');
const other = newId('transition-execution');
const transitionId = newId('transition');
const path = (executionId: string) => `/transitions/${transitionId}/executions/${executionId}`;

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...batchRoutes({ ...services, retentionInDays: 30 }),
    sendHeartbeat: async () => undefined,
  }));
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const asTask = { 'x-test-task': own };

test('a task reaches its own execution, however the path spells it', async () => {
  expect((await app.inject('POST', `${path(own)}/heartbeats`, {}, asTask)).status).toBe(204);
  const encoded = own.replaceAll(':', '%3A');
  expect((await app.inject('POST', `${path(encoded)}/heartbeats`, {}, asTask)).status).toBe(204);
});

test.each([
  ['GET', path(other), undefined],
  ['PATCH', path(other), { status: 'succeeded', output: {} }],
  ['POST', `${path(other)}/heartbeats`, {}],
  ['POST', `/transitions/${transitionId}/executions`, {}],
  ['GET', `/transitions/${transitionId}/executions`, undefined],
  ['GET', `/transitions/${transitionId}/queue`, undefined],
  ['POST', '/batches', {}],
  ['DELETE', '/documents', undefined],
  ['POST', '/documents', { content: 'AAAA', contentType: 'application/pdf' }],
  ['GET', '/secrets', undefined],
] as const)('a task may not %s %s', async (method, path, body) => {
  const answer = await app.inject(method, path, body, asTask);
  expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining('credentials of a task') } });
});

test('a task may read what it works on', async () => {
  expect((await app.inject('GET', '/batches', undefined, asTask)).status).toBe(200);
});
