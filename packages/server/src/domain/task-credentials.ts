import type { Database } from '../db/database.js';

/** What the program in a container signs in with; known only here and now. */
export interface TaskCredentials {
  clientId: string;
  clientSecret: string;
  apiKey: string;
}

/** Makes the credentials of a transition execution, in place of earlier ones. */
export declare function issueTaskCredentials(
  db: Database,
  task: { organizationId: string; transitionExecutionId: string },
): Promise<TaskCredentials>;

/** Ends the credentials of a transition execution: its tokens are refused within two seconds. */
export declare function revokeTaskCredentials(db: Database, transitionExecutionId: string): Promise<void>;
