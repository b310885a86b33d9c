import type { Insertable } from 'kysely';
import type { Database } from './database.js';
import { prepared } from './prepared.js';
import type { TaskCredentialTable } from './schema.js';

/** A transition execution has one set of credentials: these take the place of earlier ones. */
export async function putTaskCredentials(db: Database, credentials: Insertable<TaskCredentialTable>): Promise<void> {
  const { client_id, client_secret_hash, api_key_hash } = credentials;
  await db
    .insertInto('task_credentials')
    .values(credentials)
    .onConflict((conflict) =>
      conflict.column('transition_execution_id').doUpdateSet({ client_id, client_secret_hash, api_key_hash }),
    )
    .execute();
}

export async function deleteTaskCredentials(db: Database, transitionExecutionId: string): Promise<void> {
  await db.deleteFrom('task_credentials').where('transition_execution_id', '=', transitionExecutionId).execute();
}

const byClientId = prepared(['clientId'], (db, slots) =>
  db
    .selectFrom('task_credentials as credentials')
    .innerJoin('transition_executions as execution', 'execution.id', 'credentials.transition_execution_id')
    .select([
      'credentials.organization_id',
      'credentials.transition_execution_id',
      'credentials.client_secret_hash',
      'credentials.api_key_hash',
    ])
    .where('credentials.client_id', '=', slots.clientId)
    .where('execution.phase', '<>', 'ended'),
);

/** Names no organization: it tells which one a client id belongs to. Nothing once the execution has ended. */
export async function findTaskCredentials(db: Database, clientId: string) {
  const [row] = await byClientId(db, { clientId });
  return row;
}
