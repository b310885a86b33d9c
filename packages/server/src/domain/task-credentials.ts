import type { Database } from '../db/database.js';
import { deleteTaskCredentials, putTaskCredentials } from '../db/task-credentials.js';
import { hashSecret, newSecret, newTaskClientId } from './client-credentials.js';

/** What the program in a container signs in with; known only here and now. */
export interface TaskCredentials {
  clientId: string;
  clientSecret: string;
  apiKey: string;
}

/** Makes the credentials of a transition execution, in place of earlier ones. They end with the execution at the latest. */
export async function issueTaskCredentials(
  db: Database,
  task: { organizationId: string; transitionExecutionId: string },
): Promise<TaskCredentials> {
  const credentials = { clientId: newTaskClientId(), clientSecret: newSecret(), apiKey: newSecret() };
  await putTaskCredentials(db, {
    client_id: credentials.clientId,
    organization_id: task.organizationId,
    transition_execution_id: task.transitionExecutionId,
    client_secret_hash: hashSecret(credentials.clientSecret),
    api_key_hash: hashSecret(credentials.apiKey),
  });
  return credentials;
}

/** Ends the credentials of a transition execution: its tokens are refused within two seconds. */
export function revokeTaskCredentials(db: Database, transitionExecutionId: string): Promise<void> {
  return deleteTaskCredentials(db, transitionExecutionId);
}
