import { type MailQueue, mostMailAttempts } from '../domain/mails.js';
import { enqueue, job } from './job.js';

/** Sends a mail of the outbox. One try more than the mail has, so that the last of them can still say that it failed. */
export const sendMailJob = job<{ mailId: string }>({ name: 'send-mail', maxAttempts: mostMailAttempts + 1 });

export const mailQueue: MailQueue = {
  enqueue: (trx, mailId) => enqueue(trx, sendMailJob, { mailId }, { key: `mail:${mailId}` }),
};
