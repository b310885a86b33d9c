import { type MailQueue, mostMailAttempts } from '../domain/mails.js';
import { enqueue, job } from './job.js';

/** Hands a mail to the mail server. The mail counts its attempts itself; deaths of processes come on top. */
export const sendMailJob = job<{ mailId: string }>({ name: 'send-mail', maxAttempts: 2 * mostMailAttempts });

export const mailQueue: MailQueue = {
  enqueue: (trx, mailId) => enqueue(trx, sendMailJob, { mailId }, { key: `mail:${mailId}` }),
};
