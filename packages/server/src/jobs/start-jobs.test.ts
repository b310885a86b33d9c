import { randomBytes } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { readerVersion } from '@las/reader';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createFolderBlobStore } from '../blobs/index.js';
import { queueMail } from '../domain/mails.js';
import type { Mailer, OutgoingMail } from '../mail/mailer.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type ModelApp, modelApp, until } from '../testing/model-app.js';
import { autoTrain } from './auto-train.js';
import { cleanUp } from './clean-up.js';
import { enqueue, type Job } from './job.js';
import { removeExpiredDocumentsJob } from './remove-expired-documents.js';
import { mailQueue } from './send-mail.js';

let database: TestDatabase;
let app: ModelApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await modelApp(database);
});

afterAll(async () => {
  await app.close();
  await database.close();
});

async function runJobs(mailer: Mailer | null = null): Promise<void> {
  const jobs = await app.startJobs({ mailer });
  onTestFinished(() => jobs.stop());
}

/** Runs a job and waits for its end. */
async function run(job: Job<object>): Promise<void> {
  const jobs = async () =>
    (await database.pool.query('select from graphile_worker.jobs where task_identifier = $1', [job.name])).rowCount;
  await database.db.transaction().execute((trx) => enqueue(trx, job, {}));
  await until(`${job.name} to end`, async () => (await jobs()) === 0);
}

const count = async (query: string, values: unknown[] = []) => (await database.pool.query(query, values)).rowCount;

test('expired documents go by the daily job, with their files', async () => {
  await runJobs();
  const { batchId } = (await app.inject('POST', '/batches', {})).body;
  const [old, fresh] = [await app.uploadInvoice(1, { batchId }), await app.uploadInvoice(2, { batchId })];
  await database.pool.query(`update documents set created_time = now() - interval '31 days' where id = $1`, [old]);
  await run(removeExpiredDocumentsJob);
  expect((await app.inject('GET', `/documents/${old}`)).status).toBe(404);
  expect((await app.inject('GET', `/documents/${fresh}`)).status).toBe(200);
});

test('cleaning up removes what is old, and only that', async () => {
  await runJobs();
  for (const key of ['old', 'new']) {
    await app.inject('POST', '/batches', {}, { 'idempotency-key': key });
  }
  await database.pool.query(`update idempotency_keys set created_time = now() - interval '25 hours' where key = 'old'`);
  const documentId = await app.uploadInvoice(3);
  await app.inject('GET', `/documents/${documentId}/words`);
  await database.pool.query(
    `insert into readings (blob_hash, variant, max_pages, failure)
     select blob_hash, '0-of-old/LOW', 1, '{}' from documents where id = $1`,
    [documentId],
  );
  const blobs = await createFolderBlobStore(app.blobFolder);
  const [stray, young] = [await blobs.put(randomBytes(20)), await blobs.put(randomBytes(20))];
  const twoDaysAgo = new Date(Date.now() - 48 * 3_600_000);
  const file = join(app.blobFolder, stray.hash.slice(0, 2), stray.hash.slice(2, 4), stray.hash);
  await utimes(file, twoDaysAgo, twoDaysAgo);
  await run(cleanUp);

  expect(await count('select from idempotency_keys where key = $1', ['old'])).toBe(0);
  expect(await count('select from idempotency_keys where key = $1', ['new'])).toBe(1);
  const { rows } = await database.pool.query('select variant from readings');
  expect(rows).toEqual([{ variant: `${readerVersion}/LOW` }]);
  expect(await blobs.get(stray.hash)).toBeUndefined();
  expect(await blobs.get(young.hash)).toBeDefined();
});

test('jobs that were given up a week ago are removed, those of yesterday are not', async () => {
  await runJobs();
  for (const [name, days] of [
    ['long ago', 8],
    ['yesterday', 1],
  ] as const) {
    await database.pool.query(`select graphile_worker.add_job($1)`, [name]);
    await database.pool.query(
      `update graphile_worker._private_jobs set attempts = max_attempts, updated_at = now() - make_interval(days => $2)
       where task_id = (select id from graphile_worker._private_tasks where identifier = $1)`,
      [name, days],
    );
  }
  await run(cleanUp);
  const { rows } = await database.pool.query(
    `select task_identifier as name from graphile_worker.jobs where task_identifier in ('long ago', 'yesterday')`,
  );
  expect(rows).toEqual([{ name: 'yesterday' }]);
});

test('a mail is sent by a process with a mail server, after a failure again; one without leaves it', async () => {
  await runJobs(null);
  const mail = { to: 'somebody@example.com', subject: 'Hello', body: 'World' };
  await database.db.transaction().execute((trx) => queueMail({ trx, mailQueue }, app.organizationId, mail));
  await run(cleanUp);
  const statusOf = async () => (await database.pool.query('select status from mails')).rows;
  expect(await statusOf()).toEqual([{ status: 'sending' }]);

  const taken: OutgoingMail[] = [];
  let tries = 0;
  const send = async (outgoing: OutgoingMail) => {
    tries++;
    if (tries === 1) throw new Error('not now');
    taken.push(outgoing);
  };
  await runJobs({ send, close: () => {} });
  await until('the mail to be sent', async () => taken.length > 0);
  expect(taken).toEqual([{ id: expect.stringMatching(/^las:mail:/), ...mail }]);
  await until('its row to say so', async () => (await statusOf())[0].status === 'sent');
});

test('the jobs of every day, hour and minute are known to the queue', async () => {
  await runJobs();
  const { rows } = await until('the schedule', async () => {
    const known = await database.pool.query(
      'select identifier from graphile_worker._private_known_crontabs order by 1',
    );
    return known.rows.length > 0 && known;
  });
  expect(rows.map(({ identifier }) => identifier)).toEqual([
    autoTrain.name,
    cleanUp.name,
    removeExpiredDocumentsJob.name,
  ]);
});
