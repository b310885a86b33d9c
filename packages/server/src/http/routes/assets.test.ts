import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../testing/app.js';
import { base64, someBytes } from '../../testing/bytes.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { assetRoutes } from './assets.js';
import { transitionRoutes } from './transitions.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...assetRoutes({ ...services, maxDocumentBytes: 1_000_000 }),
    ...transitionRoutes(services),
  }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

async function create(content = base64(someBytes()), naming: object = {}): Promise<string> {
  const answer = await app.inject('POST', '/assets', { content, ...naming });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.assetId;
}

async function storedHashes(): Promise<string[]> {
  const hashes: string[] = [];
  for await (const { hash } of app.services.blobs.list()) hashes.push(hash);
  return hashes.sort();
}

test('an asset comes back with its bytes; lists and changes answer without', async () => {
  const content = base64(Buffer.from('module.exports = {}'));
  const created = await app.inject('POST', '/assets', { content, name: 'component', description: null });
  const { assetId } = created.body;
  expect(created.body).toEqual({ assetId, name: 'component', description: null });
  expect((await app.inject('GET', `/assets/${assetId}`)).body).toEqual({ ...created.body, content });
  expect((await app.inject('GET', '/assets')).body).toEqual({ assets: [created.body], nextToken: null });
});

test('content and names are changed apart, and the old bytes go', async () => {
  const assetId = await create(base64(Buffer.from('before')), { name: 'kept' });
  const before = await storedHashes();
  const content = base64(Buffer.from('after'));
  const changed = await app.inject('PATCH', `/assets/${assetId}`, { content });
  expect(changed.body).toEqual({ assetId, name: 'kept', description: null });
  expect((await app.inject('GET', `/assets/${assetId}`)).body.content).toBe(content);
  const after = await storedHashes();
  expect(after).toHaveLength(before.length);
  expect(after).not.toEqual(before);

  await app.inject('PATCH', `/assets/${assetId}`, { name: null, description: 'new' });
  expect((await app.inject('GET', `/assets/${assetId}`)).body).toEqual({
    assetId,
    name: null,
    description: 'new',
    content,
  });
});

test('an asset changed to the bytes it has keeps them', async () => {
  const content = base64(someBytes());
  const assetId = await create(content);
  expect((await app.inject('PATCH', `/assets/${assetId}`, { content })).status).toBe(200);
  expect((await app.inject('GET', `/assets/${assetId}`)).body.content).toBe(content);
});

test('two assets of the same bytes share them until both are gone', async () => {
  const content = base64(someBytes());
  const [one, two] = [await create(content), await create(content)];
  const count = (await storedHashes()).length;
  await app.inject('DELETE', `/assets/${one}`);
  expect((await app.inject('GET', `/assets/${two}`)).body.content).toBe(content);
  await app.inject('DELETE', `/assets/${two}`);
  expect(await storedHashes()).toHaveLength(count - 1);
});

test.each([
  [{}, 'body.content is required'],
  [{ content: '?' }, 'body.content has to be base64'],
  [{ content: '' }, 'body.content'],
  [{ content: 'AAAA', name: 'x'.repeat(4097) }, 'body.name'],
])('an asset of the wrong shape is refused (%#)', async (body, message) => {
  const answer = await app.inject('POST', '/assets', body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test('another organization neither gets, changes, lists nor deletes an asset', async () => {
  const assetId = await create();
  const headers = { 'x-test-organization': await database.addOrganization() };
  for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
    expect(await app.inject(method, `/assets/${assetId}`, body, headers)).toMatchObject({
      status: 404,
      body: { message: `${assetId} was not found` },
    });
  }
  expect((await app.inject('GET', '/assets', undefined, headers)).body.assets).toEqual([]);
});

test('an asset that a transition refers to is not deleted, but can be changed', async () => {
  const assetId = await create();
  const { transitionId } = (
    await app.inject('POST', '/transitions', {
      transitionType: 'manual',
      parameters: { assets: { jsRemoteComponent: assetId } },
    })
  ).body;
  expect(await app.inject('DELETE', `/assets/${assetId}`)).toMatchObject({
    status: 400,
    body: { message: `${assetId} is used by ${transitionId}` },
  });
  expect((await app.inject('PATCH', `/assets/${assetId}`, { content: 'AAAA' })).status).toBe(200);
  await app.inject('PATCH', `/transitions/${transitionId}`, { assets: {} });
  expect((await app.inject('DELETE', `/assets/${assetId}`)).status).toBe(200);
  expect((await app.inject('GET', `/assets/${assetId}`)).status).toBe(404);
});
