import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../testing/app.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { untilWaiting } from '../../testing/waiting.js';
import { batchRoutes } from './batches.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => batchRoutes({ ...services, retentionInDays: 30 }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const asOther = async () => ({ 'x-test-organization': await database.addOrganization() });

async function create(body: object = {}, headers: Record<string, string> = {}): Promise<string> {
  const answer = await app.inject('POST', '/batches', body, headers);
  expect(answer.status).toBe(200);
  return answer.body.batchId;
}

async function insertDocument(batchId: string, id = `las:document:${batchId.slice(-32)}`): Promise<void> {
  const { db } = app.services;
  await db
    .insertInto('blobs')
    .values({ hash: id, size: 1, uses: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('documents')
    .values({
      id,
      organization_id: app.organizationId,
      batch_id: batchId,
      consent_id: null,
      content_type: 'application/pdf',
      blob_hash: id,
    })
    .execute();
}

test('a batch is created with what the caller gives and what the service fills in', async () => {
  const { body } = await app.inject('POST', '/batches', {
    name: 'March',
    description: null,
    containsPersonallyIdentifiableInformation: true,
  });
  expect(body).toEqual({
    batchId: expect.stringMatching(/^las:batch:[0-9a-f]{32}$/),
    name: 'March',
    description: null,
    containsPersonallyIdentifiableInformation: true,
    createdTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    numDocuments: 0,
    retentionInDays: 30,
    storageLocation: 'EU',
  });
});

test('only what an update names is changed', async () => {
  const batchId = await create({ name: 'before', description: 'stays' });
  const { body } = await app.inject('PATCH', `/batches/${batchId}`, { name: null });
  expect(body).toMatchObject({ batchId, name: null, description: 'stays' });
});

test.each([
  [{ retentionInDays: 5 }, 'body.retentionInDays is not a known field'],
  [{ name: 5 }, 'body.name has to be string or null'],
  [{ containsPersonallyIdentifiableInformation: 'yes' }, 'containsPersonallyIdentifiableInformation has to be boolean'],
])('%j is refused', async (body, message) => {
  const answer = await app.inject('POST', '/batches', body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test('an empty update is refused', async () => {
  const answer = await app.inject('PATCH', `/batches/${await create()}`, {});
  expect(answer.status).toBe(400);
});

test('another organization neither sees nor changes nor deletes a batch', async () => {
  const batchId = await create();
  const headers = await asOther();
  const message = `${batchId} was not found`;
  expect(await app.inject('PATCH', `/batches/${batchId}`, { name: 'x' }, headers)).toMatchObject({
    status: 404,
    body: { message },
  });
  expect(await app.inject('DELETE', `/batches/${batchId}`, undefined, headers)).toMatchObject({
    status: 404,
    body: { message },
  });
  expect((await app.inject('GET', '/batches', undefined, headers)).body).toEqual({ batches: [], nextToken: null });
});

test('pages go on where the one before ended, while batches come and go', async () => {
  const headers = await asOther();
  const ids: string[] = [];
  for (let index = 0; index < 7; index++) ids.unshift(await create({}, headers));
  const page = async (token: string | null) =>
    (
      await app.inject(
        'GET',
        `/batches?maxResults=3${token ? `&nextToken=${encodeURIComponent(token)}` : ''}`,
        undefined,
        headers,
      )
    ).body;
  const idsOf = (body: { batches: { batchId: string }[] }) => body.batches.map((batch) => batch.batchId);

  const first = await page(null);
  expect(idsOf(first)).toEqual(ids.slice(0, 3));
  await create({}, headers);
  // The row that the token stands for, and one of the next page.
  for (const gone of [ids[2], ids[4]]) await app.inject('DELETE', `/batches/${gone}`, undefined, headers);
  const second = await page(first.nextToken);
  expect(idsOf(second)).toEqual([ids[3], ids[5], ids[6]]);
  expect(second.nextToken).toBeNull();
});

test('the last page of a list that divides evenly has no token', async () => {
  const headers = await asOther();
  await create({}, headers);
  await create({}, headers);
  const { body } = await app.inject('GET', '/batches?maxResults=2', undefined, headers);
  expect(body.batches).toHaveLength(2);
  expect(body.nextToken).toBeNull();
});

test('a page holds 100 batches unless told otherwise, and never more than 1000', async () => {
  const headers = await asOther();
  const rows = Array.from({ length: 101 }, (_, index) => ({
    id: `las:batch:${index.toString(16).padStart(32, '0')}`,
    organization_id: headers['x-test-organization'],
    name: null,
    description: null,
    contains_personally_identifiable_information: false,
    retention_in_days: 1,
    storage_location: 'EU',
  }));
  await app.services.db.insertInto('batches').values(rows).execute();
  const { body } = await app.inject('GET', '/batches', undefined, headers);
  expect(body.batches).toHaveLength(100);
  expect((await app.inject('GET', '/batches?maxResults=1000', undefined, headers)).body.batches).toHaveLength(101);
  for (const maxResults of ['0', '1001', 'many', '1.5', '']) {
    const answer = await app.inject('GET', `/batches?maxResults=${maxResults}`, undefined, headers);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('query.maxResults') } });
  }
});

test('a token that was tampered with, or belongs to another organization, is refused', async () => {
  const headers = await asOther();
  await create({}, headers);
  await create({}, headers);
  const { body } = await app.inject('GET', '/batches?maxResults=1', undefined, headers);
  const token: string = body.nextToken;
  const list = (given: string, as: Record<string, string>) =>
    app.inject('GET', `/batches?nextToken=${encodeURIComponent(given)}`, undefined, as);

  expect((await list(token, headers)).status).toBe(200);
  const forged = Buffer.from(token, 'base64url');
  forged[forged.length - 1]! ^= 1;
  for (const given of [forged.toString('base64url'), `${token}.`, `${token}AAAA`, token.slice(4), 'x', '%00', '1']) {
    expect(await list(given, headers)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('nextToken') },
    });
  }
  expect((await list(token, await asOther())).status).toBe(400);
});

test('a batch that still has documents is not deleted, an empty one is', async () => {
  const batchId = await create();
  await insertDocument(batchId);
  expect(await app.inject('DELETE', `/batches/${batchId}`)).toMatchObject({
    status: 400,
    body: { message: `${batchId} still has 1 document: delete it first` },
  });
  await app.services.db.deleteFrom('documents').where('batch_id', '=', batchId).execute();
  expect(await app.inject('DELETE', `/batches/${batchId}`)).toMatchObject({ status: 200, body: { batchId } });
  expect((await app.inject('DELETE', `/batches/${batchId}`)).status).toBe(404);
});

test('a document that comes in while its batch is being deleted keeps the batch', async () => {
  const batchId = await create();
  const { db } = app.services;
  const documentId = `las:document:${batchId.slice(-32)}`;
  const upload = await db.startTransaction().execute();
  await upload.insertInto('blobs').values({ hash: documentId, size: 1, uses: 1 }).execute();
  await upload
    .insertInto('documents')
    .values({
      id: documentId,
      organization_id: app.organizationId,
      batch_id: batchId,
      consent_id: null,
      content_type: 'application/pdf',
      blob_hash: documentId,
    })
    .execute();
  const deletion = app.inject('DELETE', `/batches/${batchId}`);
  await untilWaiting(database.pool);
  await upload.commit().execute();
  expect((await deletion).status).toBe(400);
});
