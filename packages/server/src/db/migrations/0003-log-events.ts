import { type Kysely, sql } from 'kysely';

/** Events of logs in rows of their own, one for each batch: appending to one document would write it anew each time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table log_events (
      log_id text not null references logs on delete cascade,
      first_number integer not null, -- of the first of them; the others follow
      events json not null,
      bytes integer not null,
      primary key (log_id, first_number)
    );
    alter table logs drop column events;
  `)
    .execute(db);
}
