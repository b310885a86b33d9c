import type { ContentType } from '@las/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../testing/app.js';
import { base64, someBytes } from '../../testing/bytes.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { batchRoutes } from './batches.js';
import { documentRoutes } from './documents.js';

const maxDocumentBytes = 2000;
const consentId = `las:consent:${'c'.repeat(32)}`;

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...documentRoutes({ ...services, maxDocumentBytes }),
    ...batchRoutes({ ...services, retentionInDays: 30 }),
  }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const asOther = async () => ({ 'x-test-organization': await database.addOrganization() });

async function upload(body: object = {}, headers: Record<string, string> = {}, bytes = someBytes()): Promise<string> {
  const given = { content: base64(bytes), contentType: 'application/pdf', ...body };
  const answer = await app.inject('POST', '/documents', given, headers);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.documentId;
}

async function createBatch(headers: Record<string, string> = {}): Promise<string> {
  return (await app.inject('POST', '/batches', {}, headers)).body.batchId;
}

async function list(query: string, headers: Record<string, string>) {
  return (await app.inject('GET', `/documents${query}`, undefined, headers)).body;
}

async function hashOf(documentId: string): Promise<string> {
  const { rows } = await database.pool.query('select blob_hash from documents where id = $1', [documentId]);
  return rows[0].blob_hash;
}

const ids = (page: { documents: { documentId: string }[] }) => page.documents.map((document) => document.documentId);

test('a document comes back with its bytes and all that was given', async () => {
  const batchId = await createBatch();
  const bytes = someBytes('image/png');
  const groundTruth = [
    { label: 'total', value: '12.50' },
    { label: 'paid', value: true },
    { label: 'note', value: null },
    { label: 'total', value: '13.00' },
  ];
  const given = { contentType: 'image/png', batchId, consentId, groundTruth };
  const created = await app.inject('POST', '/documents', { ...given, content: base64(bytes) });
  expect(created.body).toEqual({ documentId: expect.stringMatching(/^las:document:[0-9a-f]{32}$/), ...given });
  const got = await app.inject('GET', `/documents/${created.body.documentId}`);
  expect(got.body).toEqual({ ...created.body, content: base64(bytes) });
});

test('what was not given is absent', async () => {
  const documentId = await upload();
  const { body } = await app.inject('GET', `/documents/${documentId}`);
  expect(Object.keys(body).sort()).toEqual(['content', 'contentType', 'documentId']);
});

test.each<ContentType>(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'])(
  '%s is taken',
  async (contentType) => {
    await upload({ contentType }, {}, someBytes(contentType));
  },
);

test('bytes that are not what the content type says are refused, and the message says what they look like', async () => {
  const refuse = async (bytes: Buffer, contentType: string) =>
    (await app.inject('POST', '/documents', { content: base64(bytes), contentType })).body.message;
  expect(await refuse(someBytes('application/pdf'), 'image/png')).toBe(
    'body.contentType is image/png, but the bytes of body.content look like application/pdf',
  );
  expect(await refuse(Buffer.from('hello'), 'application/pdf')).toBe(
    'body.contentType is application/pdf, but the bytes of body.content look like neither a PDF nor a JPEG, PNG or TIFF image',
  );
});

test.each([
  [{ content: 'not base64!' }, 400, 'body.content has to be base64'],
  [{ content: '' }, 400, 'body.content'],
  [{ content: undefined }, 400, 'body.content is required'],
  [{ contentType: 'image/gif' }, 400, 'body.contentType has to be one of application/pdf, image/jpeg'],
  [{ consentId: 'mine' }, 400, 'body.consentId'],
  [{ batchId: null }, 400, 'body.batchId'],
  [{ groundTruth: [{ label: 'total', value: 5 }] }, 400, 'body.groundTruth[0].value'],
  [{ groundTruth: [{ label: 'to tal', value: 'x' }] }, 400, 'body.groundTruth[0].label'],
  [{ name: 'x' }, 400, 'body.name is not a known field'],
  [{ batchId: `las:batch:${'0'.repeat(32)}` }, 404, 'was not found'],
])('a document with %j is refused', async (body, status, message) => {
  const answer = await app.inject('POST', '/documents', {
    content: base64(someBytes()),
    contentType: 'application/pdf',
    ...body,
  });
  expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
});

test('a document of more than the most bytes is refused', async () => {
  const answer = await app.inject('POST', '/documents', {
    content: base64(someBytes('application/pdf', maxDocumentBytes)),
    contentType: 'application/pdf',
  });
  expect(answer).toMatchObject({ status: 413, body: { message: 'body.content has to be at most 2000 bytes' } });
});

test('a batch of another organization does not exist', async () => {
  const batchId = await createBatch(await asOther());
  const answer = await app.inject('POST', '/documents', {
    content: base64(someBytes()),
    contentType: 'application/pdf',
    batchId,
  });
  expect(answer).toMatchObject({ status: 404, body: { message: `${batchId} was not found` } });
});

test('an update replaces the ground truth whole', async () => {
  const documentId = await upload({ groundTruth: [{ label: 'a', value: '1' }] });
  const path = `/documents/${documentId}`;
  const groundTruth = [{ label: 'b', value: '2' }];
  expect((await app.inject('PATCH', path, { groundTruth })).body).toEqual({
    documentId,
    contentType: 'application/pdf',
    groundTruth,
  });
  expect((await app.inject('PATCH', path, { groundTruth: [] })).body.groundTruth).toEqual([]);
  expect((await app.inject('GET', path)).body.groundTruth).toEqual([]);
  expect((await app.inject('PATCH', path, {})).status).toBe(400);
});

test('another organization neither gets, changes, lists nor deletes a document', async () => {
  const documentId = await upload();
  const headers = await asOther();
  for (const [method, body] of [['GET'], ['PATCH', { groundTruth: [] }]] as const) {
    expect(await app.inject(method, `/documents/${documentId}`, body, headers)).toMatchObject({
      status: 404,
      body: { message: `${documentId} was not found` },
    });
  }
  expect((await list('', headers)).documents).toEqual([]);
  expect((await app.inject('DELETE', '/documents', undefined, headers)).body.documents).toEqual([]);
  expect((await app.inject('GET', `/documents/${documentId}`)).status).toBe(200);
});

test('a list is narrowed by batches and consents, both of which have to match, and echoes them', async () => {
  const headers = await asOther();
  const [one, two] = [await createBatch(headers), await createBatch(headers)];
  const inOne = await upload({ batchId: one, consentId }, headers);
  const inTwo = await upload({ batchId: two }, headers);
  await upload({ consentId }, headers);

  expect(ids(await list(`?batchId=${one}&batchId=${two}`, headers))).toEqual([inTwo, inOne]);
  const both = await list(`?batchId=${one}&consentId=${consentId}`, headers);
  expect(both).toEqual({
    documents: [{ documentId: inOne, contentType: 'application/pdf', batchId: one, consentId }],
    nextToken: null,
    batchId: [one],
    consentId: [consentId],
  });
  const unknown = `las:batch:${'0'.repeat(32)}`;
  expect(await list(`?batchId=${unknown}`, headers)).toEqual({ documents: [], nextToken: null, batchId: [unknown] });
});

test('a token is good for the filters it was given out with only', async () => {
  const headers = await asOther();
  for (let index = 0; index < 3; index++) await upload({ consentId }, headers);
  const { nextToken } = await list(`?consentId=${consentId}&maxResults=1`, headers);
  const on = (path: string) => app.inject('GET', `${path}nextToken=${nextToken}`, undefined, headers);
  expect((await on(`/documents?consentId=${consentId}&`)).status).toBe(200);
  expect((await on('/documents?')).status).toBe(400);
  expect((await app.inject('DELETE', `/documents?nextToken=${nextToken}`, undefined, headers)).status).toBe(400);
});

test('deleting page by page until the token is null deletes all that match and nothing else', async () => {
  const headers = await asOther();
  const stays = await upload({}, headers);
  const all: string[] = [];
  for (let index = 0; index < 5; index++) all.unshift(await upload({ consentId }, headers));
  const deleted: string[] = [];
  let token: string | null = null;
  let calls = 0;
  do {
    const query: string = token ? `&nextToken=${token}` : '';
    const { body } = await app.inject(
      'DELETE',
      `/documents?consentId=${consentId}&maxResults=2${query}`,
      undefined,
      headers,
    );
    expect(body.consentId).toEqual([consentId]);
    deleted.push(...ids(body));
    token = body.nextToken;
    calls += 1;
  } while (token !== null);
  expect(deleted).toEqual(all);
  expect(calls).toBe(3);
  expect(ids(await list('', headers))).toEqual([stays]);
});

test('without a filter everything of the organization is deleted, up to 1000 at a call', async () => {
  const headers = await asOther();
  const { db, blobs } = app.services;
  const { hash } = await blobs.put(someBytes());
  await db.insertInto('blobs').values({ hash, size: 64, uses: 1001 }).execute();
  const rows = Array.from({ length: 1001 }, (_, index) => ({
    id: `las:document:${index.toString(16).padStart(32, '0')}`,
    organization_id: headers['x-test-organization'],
    batch_id: null,
    consent_id: null,
    content_type: 'application/pdf',
    blob_hash: hash,
  }));
  await db.insertInto('documents').values(rows).execute();
  const first = await app.inject('DELETE', '/documents', undefined, headers);
  expect(first.body.documents).toHaveLength(1000);
  expect(await blobs.get(hash)).toBeDefined();
  const rest = await app.inject('DELETE', `/documents?nextToken=${first.body.nextToken}`, undefined, headers);
  expect(rest.body).toMatchObject({ documents: [{ documentId: rows[0]!.id }], nextToken: null });
  expect(await blobs.get(hash)).toBeUndefined();
});

test('deleting by consent leaves nothing behind: row, words, predictions, bytes', async () => {
  const documentId = await upload({ consentId });
  const hash = await hashOf(documentId);
  await database.pool.query(
    `insert into readings (blob_hash, variant, max_pages, page_count, reading) values ($1, 'v', 1, 1, '{}')`,
    [hash],
  );
  await insertPrediction(documentId);
  const count = async (table: 'documents' | 'readings' | 'predictions' | 'blobs', column: string, value: string) => {
    const { rows } = await database.pool.query(`select from ${table} where ${column} = $1`, [value]);
    return rows.length;
  };
  const counts = async () => [
    await count('documents', 'id', documentId),
    await count('readings', 'blob_hash', hash),
    await count('predictions', 'document_id', documentId),
    await count('blobs', 'hash', hash),
  ];
  expect(await counts()).toEqual([1, 1, 1, 1]);
  const { body } = await app.inject('DELETE', `/documents?consentId=${consentId}`);
  expect(ids(body)).toContain(documentId);
  expect(await counts()).toEqual([0, 0, 0, 0]);
  expect(await app.services.blobs.get(hash)).toBeUndefined();
});

async function insertPrediction(documentId: string): Promise<void> {
  const modelId = `las:model:${documentId.slice(-32)}`;
  await database.pool.query(
    `insert into models (id, organization_id, width, height, field_config, preprocess_config)
     values ($1, $2, 100, 100, '{}', '{}')`,
    [modelId, app.organizationId],
  );
  await database.pool.query(
    `insert into predictions (id, organization_id, document_id, model_id, training_id, inference_time, fields)
     values ($1, $2, $3, $4, 't', 0.1, '[]')`,
    [`las:prediction:${documentId.slice(-32)}`, app.organizationId, documentId, modelId],
  );
}

test('two deletions at once delete each document once, and both answer', async () => {
  const headers = await asOther();
  const all: string[] = [];
  for (let index = 0; index < 20; index++) all.push(await upload({}, headers));
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => app.inject('DELETE', '/documents', undefined, headers)),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  expect(answers.flatMap((answer) => ids(answer.body)).sort()).toEqual(all.sort());
});

test('a repeated request with the same key makes no second document', async () => {
  const headers = { ...(await asOther()), 'idempotency-key': 'again' };
  const body = { content: base64(someBytes()), contentType: 'application/pdf' };
  const answers = await Promise.all([1, 2, 3].map(() => app.inject('POST', '/documents', body, headers)));
  expect(new Set(answers.map((answer) => answer.body.documentId)).size).toBe(1);
  expect((await list('', headers)).documents).toHaveLength(1);
});

test('a document that is deleted while it is being read is not found', async () => {
  const documentId = await upload();
  const hash = await hashOf(documentId);
  const { blobs } = app.services;
  const get = blobs.get.bind(blobs);
  const racing = await testApp(database, (services) => {
    services.blobs.get = async (wanted) => {
      await database.pool.query('delete from documents where id = $1', [documentId]);
      await blobs.delete(hash);
      return get(wanted);
    };
    return documentRoutes({ ...services, maxDocumentBytes });
  });
  const answer = await racing.inject('GET', `/documents/${documentId}`, undefined, {
    'x-test-organization': app.organizationId,
  });
  expect(answer.status).toBe(404);
  await racing.close();
});
