import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMailer, type Mailer } from '../mail/mailer.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type TestSmtpServer, testSmtpServer } from '../testing/smtp-server.js';
import { mostMailAttempts, queueMail, sendMail } from './mails.js';

let database: TestDatabase;
let server: TestSmtpServer;
let mailer: Mailer;
let organizationId: string;

beforeAll(async () => {
  database = await testDatabase();
  server = await testSmtpServer();
  mailer = createMailer({ smtpUrl: server.url, from: 'las@example.com' });
  organizationId = await database.addOrganization();
});

beforeEach(() => {
  server.refuseWith = null;
  server.received.length = 0;
});

afterAll(async () => {
  mailer.close();
  await server.close();
  await database.close();
});

const send = (mailId: string) => sendMail({ db: database.db, mailer }, mailId);

/** Writes a mail into the outbox and gives its id, as the queue was handed it. */
async function queue(): Promise<string> {
  let queued = '';
  const mailQueue = {
    async enqueue(_: unknown, mailId: string) {
      queued = mailId;
    },
  };
  await database.db
    .transaction()
    .execute((trx) => queueMail({ trx, mailQueue }, organizationId, { to: 'a@example.com', subject: 's', body: 'b' }));
  return queued;
}

async function statusOf(mailId: string): Promise<string> {
  const { rows } = await database.pool.query('select status from mails where id = $1', [mailId]);
  return rows[0].status;
}

test('a mail is sent once, however often the queue hands it over', async () => {
  const mailId = await queue();
  expect(await statusOf(mailId)).toBe('sending');
  expect(await send(mailId)).toEqual({ status: 'sent' });
  expect(await send(mailId)).toEqual({ status: 'gone' });
  expect(await statusOf(mailId)).toBe('sent');
  expect(server.received).toHaveLength(1);
});

test('a mail that is refused for good has failed', async () => {
  const mailId = await queue();
  server.refuseWith = '550 No such user';
  expect(await send(mailId)).toEqual({ status: 'failed', reason: expect.stringContaining('550') });
  expect(await statusOf(mailId)).toBe('failed');
});

test('a mail that is refused for now is tried again, but not for ever', async () => {
  const mailId = await queue();
  server.refuseWith = '451 Try later';
  for (let attempt = 1; attempt < mostMailAttempts; attempt++) {
    await expect(send(mailId)).rejects.toThrow();
    expect(await statusOf(mailId)).toBe('sending');
  }
  expect(await send(mailId)).toMatchObject({ status: 'failed' });
  expect(await statusOf(mailId)).toBe('failed');
});

test('a mail that was refused for now goes out when it is taken', async () => {
  const mailId = await queue();
  server.refuseWith = '451 Try later';
  await expect(send(mailId)).rejects.toThrow();
  server.refuseWith = null;
  expect(await send(mailId)).toEqual({ status: 'sent' });
});

test('a mail that is no more is none', async () => {
  expect(await send(`las:mail:${'0'.repeat(32)}`)).toEqual({ status: 'gone' });
});
