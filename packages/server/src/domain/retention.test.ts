import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchRoutes } from '../http/routes/batches.js';
import { documentRoutes } from '../http/routes/documents.js';
import { type TestApp, testApp } from '../testing/app.js';
import { base64, someBytes } from '../testing/bytes.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { removeExpiredDocuments } from './retention.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...batchRoutes({ ...services, retentionInDays: 30 }),
    ...documentRoutes({ ...services, maxDocumentBytes: 1000 }),
  }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

async function upload(options: { age: number; retention?: number; organization?: string }): Promise<string> {
  const headers = { 'x-test-organization': options.organization ?? app.organizationId };
  const body: Record<string, unknown> = { content: base64(someBytes()), contentType: 'application/pdf' };
  if (options.retention !== undefined) {
    body.batchId = (await app.inject('POST', '/batches', {}, headers)).body.batchId;
    await database.pool.query('update batches set retention_in_days = $2 where id = $1', [
      body.batchId,
      options.retention,
    ]);
  }
  const { documentId } = (await app.inject('POST', '/documents', body, headers)).body;
  await database.pool.query('update documents set created_time = now() - make_interval(secs => $2) where id = $1', [
    documentId,
    options.age * 86_400,
  ]);
  return documentId;
}

test('documents go when their batch no longer keeps them, in every organization; others stay', async () => {
  const other = await database.addOrganization();
  const expired = [
    await upload({ age: 31, retention: 30 }),
    await upload({ age: 1, retention: 1 }),
    await upload({ age: 0, retention: 0 }),
    await upload({ age: 400, retention: 365, organization: other }),
  ];
  const kept = [
    await upload({ age: 29, retention: 30 }),
    await upload({ age: 4000 }),
    await upload({ age: 0.9, retention: 1 }),
  ];
  expect(await removeExpiredDocuments(app.services)).toEqual({ removed: expired.length });
  const { rows } = await database.pool.query('select id from documents order by seq');
  expect(rows.map((row) => row.id)).toEqual(kept);
  expect(await removeExpiredDocuments(app.services)).toEqual({ removed: 0 });

  const hashes: string[] = [];
  for await (const { hash } of app.services.blobs.list()) hashes.push(hash);
  expect(hashes).toHaveLength(kept.length);
});
