import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestSmtpServer, testSmtpServer } from '../testing/smtp-server.js';
import { createMailer, type Mailer, RefusedMailError } from './mailer.js';

const mail = { id: 'las:mail:1', to: 'ada@example.com', subject: 'Hello', body: 'Line one\n\nLine three\n' };

let server: TestSmtpServer;
let mailer: Mailer;

beforeEach(async () => {
  server = await testSmtpServer();
  mailer = createMailer({ smtpUrl: server.url, from: 'las <las@example.com>' });
});

afterEach(async () => {
  mailer.close();
  await server.close();
});

const headersOf = (text: string) => text.slice(0, text.indexOf('\n\n')).split('\n');

test('a mail arrives with sender, recipient, subject and text', async () => {
  await mailer.send(mail);
  const [{ recipients, text }] = server.received as [(typeof server.received)[0]];
  expect(recipients).toEqual(['ada@example.com']);
  expect(headersOf(text)).toEqual(
    expect.arrayContaining([
      'From: las <las@example.com>',
      'To: ada@example.com',
      'Subject: Hello',
      'Message-ID: <las.mail.1@example.com>',
    ]),
  );
  expect(text).toContain('Line one\n\nLine three');
});

test.each([
  'Hi\r\nBcc: eve@example.com',
  'Hi\nBcc: eve@example.com',
  'Hi\rBcc: eve@example.com',
  'Hi\u2028Bcc: e@example.com',
])('a subject with a line break adds no header: %j', async (subject) => {
  await mailer.send({ ...mail, subject });
  const [received] = server.received;
  expect(received?.recipients).toEqual(['ada@example.com']);
  expect(headersOf(received?.text ?? '').filter((line) => /^bcc/i.test(line))).toEqual([]);
});

test('an address that looks like several is never more than one', async () => {
  await mailer.send({ ...mail, to: 'ada@example.com, eve@example.com' }).catch(() => {});
  expect(server.received.flatMap((received) => received.recipients)).not.toContain('eve@example.com');
});

test('a recipient refused for good is told from one refused for now', async () => {
  server.refuseWith = '550 No such user';
  await expect(mailer.send(mail)).rejects.toBeInstanceOf(RefusedMailError);
  server.refuseWith = '451 Try later';
  const later = mailer.send(mail);
  await expect(later).rejects.toThrow();
  await expect(later).rejects.not.toBeInstanceOf(RefusedMailError);
});

test('a mail server that is away is no refusal', async () => {
  await server.close();
  const sending = mailer.send(mail);
  await expect(sending).rejects.toThrow();
  await expect(sending).rejects.not.toBeInstanceOf(RefusedMailError);
  server = await testSmtpServer();
});
