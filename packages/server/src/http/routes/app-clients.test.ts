import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashSecret } from '../../domain/client-credentials.js';
import { newId } from '../../domain/ids.js';
import { type TestApp, testApp } from '../../testing/app.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { appClientRoutes } from './app-clients.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, appClientRoutes);
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const create = (body: object = {}, headers = {}) => app.inject('POST', '/appClients', body, headers);
const list = (query = '', headers = {}) => app.inject('GET', `/appClients${query}`, undefined, headers);

describe('creating', () => {
  test('a confidential app client shows its secret this once', async () => {
    const { status, body } = await create({ name: 'Robot', description: null });
    expect(status).toBe(200);
    expect(body).toEqual({
      appClientId: expect.stringMatching(/^las:app-client:[0-9a-f]{32}$/),
      clientId: expect.stringMatching(/^[0-9a-f]{32}$/),
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
      apiKey: expect.stringMatching(/^[\w-]{43}$/),
      callbackUrls: [],
      loginUrls: [],
      logoutUrls: [],
      defaultLoginUrl: null,
      createdTime: expect.any(String),
      hasSecret: true,
      name: 'Robot',
      description: null,
    });
    const { clientSecret, ...rest } = body;
    const { body: page } = await list();
    expect(page.appClients).toContainEqual(rest);
    expect(JSON.stringify(page)).not.toContain(clientSecret);
    const row = await database.db
      .selectFrom('app_clients')
      .select('client_secret_hash')
      .where('id', '=', body.appClientId)
      .executeTakeFirstOrThrow();
    expect(row.client_secret_hash).toEqual(hashSecret(clientSecret));
  });

  test('a public one has no secret, and needs callback and logout URLs', async () => {
    const urls = { callbackUrls: ['https://example.com/in'], logoutUrls: ['https://example.com/out'] };
    const { status, body } = await create({ generateSecret: false, ...urls });
    expect(status).toBe(200);
    expect(body).toMatchObject({ hasSecret: false, apiKey: expect.any(String), ...urls });
    expect(body).not.toHaveProperty('clientSecret');
    const missing = await create({ generateSecret: false, callbackUrls: urls.callbackUrls });
    expect(missing).toMatchObject({ status: 400, body: { message: expect.stringContaining('body.logoutUrls') } });
  });

  test('the default login URL becomes one of the login URLs', async () => {
    const [one, two] = ['https://example.com/1', 'https://example.com/2'];
    const added = await create({ loginUrls: [one], defaultLoginUrl: two });
    expect(added.body).toMatchObject({ loginUrls: [one, two], defaultLoginUrl: two });
    const there = await create({ loginUrls: [two, one], defaultLoginUrl: two });
    expect(there.body).toMatchObject({ loginUrls: [two, one], defaultLoginUrl: two });
  });

  test.each([
    [{ callbackUrls: ['javascript:alert(1)'] }, 'body.callbackUrls[0]'],
    [{ loginUrls: ['nowhere'] }, 'body.loginUrls[0]'],
    [{ defaultLoginUrl: 'nowhere' }, 'body.defaultLoginUrl'],
    [{ generateSecret: 'yes' }, 'body.generateSecret'],
    [{ clientId: 'mine' }, 'body.clientId'],
  ])('%j is refused, naming the field', async (input, field) => {
    expect(await create(input)).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } });
  });

  test('a repeated request with the same key gets the same app client and secret', async () => {
    const key = { 'idempotency-key': randomBytes(8).toString('hex') };
    const first = await create({ name: 'once' }, key);
    const again = await create({ name: 'once' }, key);
    expect(again.body).toEqual(first.body);
    expect(again.body.clientSecret).toHaveLength(43);
  });

  test('the quota of app clients holds', async () => {
    const limited = await testApp(database, appClientRoutes, { quotas: { appClient: { perMonth: null, inAll: 1 } } });
    expect((await limited.inject('POST', '/appClients', {})).status).toBe(200);
    expect(await limited.inject('POST', '/appClients', {})).toMatchObject({
      status: 429,
      body: { message: 'Limit Exceeded' },
    });
    await limited.close();
  });
});

test('lists are paged, newest first', async () => {
  const organization = { 'x-test-organization': await database.addOrganization() };
  for (const name of ['a', 'b', 'c']) await create({ name }, organization);
  const first = await list('?maxResults=2', organization);
  expect(first.body.appClients.map(({ name }: { name: string }) => name)).toEqual(['c', 'b']);
  const token = encodeURIComponent(first.body.nextToken);
  const second = await list(`?maxResults=2&nextToken=${token}`, organization);
  expect(second.body).toMatchObject({ appClients: [{ name: 'a' }], nextToken: null });
});

test('name and description can be changed, nothing else', async () => {
  const { body: created } = await create({ name: 'old', description: 'kept' });
  const patch = (body: object) => app.inject('PATCH', `/appClients/${created.appClientId}`, body);
  const { clientSecret: _, ...rest } = created;
  expect((await patch({ name: 'new' })).body).toEqual({ ...rest, name: 'new' });
  expect((await patch({ name: null })).body).toEqual({ ...rest, name: null });
  expect((await patch({})).status).toBe(400);
  expect((await patch({ callbackUrls: [] })).status).toBe(400);
});

describe('deleting', () => {
  const remove = (id: string, headers = {}) => app.inject('DELETE', `/appClients/${id}`, undefined, headers);

  test('answers what was deleted, and users that it invited stay', async () => {
    const { body: created } = await create({ name: 'gone' });
    const user = {
      id: newId('user'),
      organization_id: app.organizationId,
      email: 'a@example.com',
      name: null,
      avatar: null,
    };
    await database.db
      .insertInto('users')
      .values({ ...user, app_client_id: created.appClientId })
      .execute();
    const { clientSecret: _, ...rest } = created;
    expect(await remove(created.appClientId)).toMatchObject({ status: 200, body: rest });
    expect(await remove(created.appClientId)).toMatchObject({
      status: 404,
      body: { message: `${created.appClientId} was not found` },
    });
    const row = await database.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow();
    expect(row.app_client_id).toBeNull();
  });

  test('an app client cannot delete itself', async () => {
    const { body: created } = await create();
    const self = await testApp(database, appClientRoutes, { appClientId: created.appClientId });
    const organization = { 'x-test-organization': app.organizationId };
    const answer = await self.inject('DELETE', `/appClients/${created.appClientId}`, undefined, organization);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('cannot delete itself') } });
    await self.close();
    expect((await remove(created.appClientId)).status).toBe(200);
  });
});

test('another organization sees, changes and deletes nothing', async () => {
  const { body: created } = await create();
  const stranger = { 'x-test-organization': await database.addOrganization() };
  const path = `/appClients/${created.appClientId}`;
  expect((await list('', stranger)).body).toEqual({ appClients: [], nextToken: null });
  expect((await app.inject('PATCH', path, { name: 'x' }, stranger)).status).toBe(404);
  expect((await app.inject('DELETE', path, undefined, stranger)).status).toBe(404);
  expect((await list()).body.appClients).toContainEqual(expect.objectContaining({ appClientId: created.appClientId }));
});
