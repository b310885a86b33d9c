import type { Mail, MailPage } from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { beginMailAttempt, endMail, insertMail, type MailRow, pageOfMails } from '../db/mails.js';
import { type Mailer, RefusedMailError } from '../mail/mailer.js';
import { newId } from './ids.js';
import type { NextTokens } from './next-token.js';

/** Where mails wait to be sent after the commit. */
export interface MailQueue {
  enqueue(trx: DatabaseTransaction, mailId: string): Promise<void>;
}

/** What came of an attempt to send a mail. `gone`: it had been sent or given up before, or is no more. */
export type MailOutcome = { status: 'sent' | 'gone' } | { status: 'failed'; reason: string };

/** Attempts to send a mail until it counts as failed. */
export const mostMailAttempts = 10;

/** Writes a mail into the outbox: to be sent, or held there when there is no queue because no mail server is set. */
export async function queueMail(
  { trx, mailQueue }: { trx: DatabaseTransaction; mailQueue: MailQueue | null },
  organizationId: string,
  mail: { to: string; subject: string; body: string },
): Promise<void> {
  const id = newId('mail');
  const { to: recipient, subject, body } = mail;
  const status = mailQueue ? 'sending' : 'held';
  await insertMail(trx, { id, organization_id: organizationId, recipient, subject, body, status });
  await mailQueue?.enqueue(trx, id);
}

/**
 * Hands a mail of the outbox to the mail server. A crash right after may make it go out twice, never not at all.
 * @throws when the mail server does not take it now: to be called again later.
 */
export async function sendMail({ db, mailer }: { db: Database; mailer: Mailer }, mailId: string): Promise<MailOutcome> {
  const mail = await beginMailAttempt(db, mailId);
  if (!mail) return { status: 'gone' };
  try {
    await mailer.send({ id: mail.id, to: mail.recipient, subject: mail.subject, body: mail.body });
  } catch (error) {
    if (!(error instanceof RefusedMailError) && mail.attempts < mostMailAttempts) throw error;
    await endMail(db, mailId, 'failed');
    return { status: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
  await endMail(db, mailId, 'sent');
  return { status: 'sent' };
}

function toMail(row: MailRow): Mail {
  return {
    mailId: row.id,
    to: row.recipient,
    subject: row.subject,
    body: row.body,
    status: row.status,
    createdTime: row.created_time.toISOString(),
  };
}

export async function listMails(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<MailPage> {
  const list = { name: 'mails', organizationId };
  const page = await pageOfMails(db, organizationId, nextTokens.keyset(list, query));
  return { mails: page.rows.map(toMail), nextToken: nextTokens.token(list, page.next) };
}
