import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../testing/app.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { batchRoutes } from './routes/batches.js';
import { secretRoutes } from './routes/secrets.js';

let database: TestDatabase;
let api: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  api = await testApp(
    database,
    (services) => ({
      ...batchRoutes({ ...services, retentionInDays: 30 }),
      ...secretRoutes(services),
      listModels: async () => {
        throw new Error('a secret of ours');
      },
      listLogs: async () => {
        throw Object.assign(new Error('Range Not Satisfiable'), { statusCode: 416 });
      },
    }),
    { maxBodyBytes: 100_000, quotas: { secret: { perMonth: null, inAll: 1 }, batch: { perMonth: 40, inAll: null } } },
  );
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function post(payload: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const answer = await api.app.inject({ method: 'POST', url: '/v1/batches', payload, headers });
  return { status: answer.statusCode, message: answer.json().message as string };
}

describe('bodies that break the contract are refused with the place named', () => {
  it.each([
    ['an unknown field', '{"nme": "a"}', 'body.nme is not a known field'],
    ['a wrong type', '{"name": 3}', 'body.name has to be string or null'],
    ['no JSON', '{"name": ', 'body has to be JSON'],
    ['an array', '[]', 'body has to be object'],
    ['null', 'null', 'body is required'],
    ['nothing', '', 'body is required'],
    ['a NUL character', '{"name": "a\\u0000b"}', 'body.name has to be text without NUL characters'],
    ['half a surrogate pair', '{"name": "\\ud800"}', 'body.name has to be well-formed Unicode'],
    ['too long a text', `{"name": "${'x'.repeat(4097)}"}`, 'body.name has to have at most 4096 characters'],
    ['a prototype', '{"__proto__": {"name": "a"}}', 'body has to be JSON'],
    ['deep nesting', `{"name": ${'['.repeat(5000)}${']'.repeat(5000)}}`, 'nested deeper than 100 levels'],
  ])('%s', async (_, body, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.message).toContain(message);
  });

  it('another content type', async () => {
    expect((await post('name=a', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post('{}', { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  });

  it('too many bytes', async () => {
    const answer = await post(`{"name": "${'x'.repeat(100_000)}"}`);
    expect(answer).toEqual({ status: 413, message: 'The body is larger than 100000 bytes' });
  });
});

describe('queries and paths that break the contract are refused with the place named', () => {
  it.each([
    ['/batches?maxResults=0', 'query.maxResults has to be >= 1'],
    ['/batches?maxResults=1001', 'query.maxResults has to be <= 1000'],
    ['/batches?maxResults=many', 'query.maxResults has to be integer'],
    ['/batches?limit=3', 'query.limit is not a known field'],
  ])('%s', async (path, message) => {
    const answer = await api.inject('GET', path);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(message);
  });

  it('a path that does not exist is 404, as is an id that does not', async () => {
    expect((await api.inject('GET', '/nothing')).body).toEqual({ message: 'There is no GET /v1/nothing' });
    const id = `las:batch:${'0'.repeat(32)}`;
    expect(await api.inject('DELETE', `/batches/${id}`)).toMatchObject({
      status: 404,
      body: { message: `${id} was not found` },
    });
  });
});

it('names that the caller made up are quoted in part only', async () => {
  const { status, message } = await post(JSON.stringify({ ['\u{1f600}'.repeat(10_000)]: 1 }));
  expect(status).toBe(400);
  expect(message.length).toBeLessThan(1100);
  expect(message.isWellFormed()).toBe(true);
});

it('a refusal of the framework that has no code of ours stays a refusal', async () => {
  const answer = await api.inject('GET', '/logs');
  expect([answer.status, answer.body]).toEqual([400, { message: 'Range Not Satisfiable' }]);
});

it('calls without a body may carry a content type, as existing clients do', async () => {
  expect((await api.inject('GET', '/batches', undefined, { 'content-type': 'application/json' })).status).toBe(200);
  const { batchId } = (await api.inject('POST', '/batches', {})).body;
  const headers = { 'content-type': 'application/json', 'content-length': '0' };
  expect((await api.inject('DELETE', `/batches/${batchId}`, undefined, headers)).status).toBe(200);
});

it('an unexpected error shows nothing of itself but the id under which it was logged', async () => {
  const answer = await api.inject('GET', '/models');
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({ message: `Internal error; request ${answer.headers['x-request-id']}` });
});

it('answers every origin, and every preflight', async () => {
  const preflight = await api.app.inject({ method: 'OPTIONS', url: '/v1/anything/at/all' });
  expect(preflight.statusCode).toBe(200);
  expect(preflight.json()).toEqual({});
  for (const header of ['allow-origin', 'allow-methods', 'allow-headers']) {
    expect(preflight.headers[`access-control-${header}`]).toBeTruthy();
  }
  expect((await api.inject('GET', '/nothing')).headers['access-control-allow-origin']).toBe('*');
});

describe('Idempotency-Key', () => {
  const create = (key: string, body: unknown) => api.inject('POST', '/batches', body, { 'idempotency-key': key });

  it('gives the same answer again and makes nothing twice', async () => {
    const key = randomUUID();
    const first = await create(key, { name: 'once' });
    const again = await create(key, { name: 'once' });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const { batches } = (await api.inject('GET', '/batches')).body;
    expect(batches.filter((batch: { name: string }) => batch.name === 'once')).toHaveLength(1);
  });

  it('makes one of many that come at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(key, { name: 'at once' })));
    expect(new Set(answers.map((answer) => answer.body.batchId)).size).toBe(1);
  });

  it('refuses a key that was used for something else, or is none', async () => {
    const key = randomUUID();
    await create(key, { name: 'one' });
    expect((await create(key, { name: 'another' })).status).toBe(400);
    expect((await create('x'.repeat(256), {})).status).toBe(400);
  });

  it('keeps the keys of organizations apart', async () => {
    const key = randomUUID();
    const other = { 'idempotency-key': key, 'x-test-organization': await database.addOrganization() };
    const first = await create(key, { name: 'same' });
    const second = await api.inject('POST', '/batches', { name: 'same' }, other);
    expect(second.body.batchId).not.toBe(first.body.batchId);
  });
});

describe('quotas', () => {
  it('refuse what would be one too many at once, however many come together', async () => {
    const organization = { 'x-test-organization': await database.addOrganization() };
    const create = () => api.inject('POST', '/secrets', { data: { a: 'b' } }, organization);
    const answers = await Promise.all([create(), create(), create()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 429, 429]);
    expect(answers.find((answer) => answer.status === 429)?.body).toEqual({ message: 'Limit Exceeded' });
  });

  it('count what was created in the month, whether or not it is still there', async () => {
    const organization = { 'x-test-organization': await database.addOrganization() };
    for (let made = 0; made < 40; made++) {
      const { status, body } = await api.inject('POST', '/batches', {}, organization);
      expect(status).toBe(200);
      await api.inject('DELETE', `/batches/${body.batchId}`, undefined, organization);
    }
    expect((await api.inject('POST', '/batches', {}, organization)).status).toBe(429);
  });
});
