import type { Insertable, Selectable } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { MailTable } from './schema.js';

export type MailRow = Selectable<MailTable>;

export async function insertMail(db: Database, mail: Insertable<MailTable>): Promise<void> {
  await db.insertInto('mails').values(mail).execute();
}

export function pageOfMails(db: Database, organizationId: string, keyset: Keyset): Promise<Page<MailRow>> {
  return selectPage(db.selectFrom('mails').selectAll().where('organization_id', '=', organizationId), keyset);
}

/** The mail if it still is to be sent, with this attempt counted. By id alone: the queue hands it over, no caller does. */
export function beginMailAttempt(db: Database, id: string): Promise<MailRow | undefined> {
  return db
    .updateTable('mails')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .returningAll()
    .executeTakeFirst();
}

export async function endMail(db: Database, id: string, status: 'sent' | 'failed'): Promise<void> {
  await db.updateTable('mails').set({ status }).where('id', '=', id).execute();
}
