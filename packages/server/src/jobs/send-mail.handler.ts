import type { Database } from '../db/database.js';
import { sendMail } from '../domain/mails.js';
import type { Mailer } from '../mail/mailer.js';
import type { JobHandler } from './job.js';

export function sendMailHandler(services: { db: Database; mailer: Mailer }): JobHandler<{ mailId: string }> {
  return async ({ mailId }, { log }) => {
    const outcome = await sendMail(services, mailId);
    if (outcome.status === 'failed') log.warn({ mailId, reason: outcome.reason }, 'mail given up');
  };
}
