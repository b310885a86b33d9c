import type { Database } from '../db/database.js';

/** The log of one execution, open for lines. */
export interface ExecutionLog {
  logId: string;
  /** Milliseconds since 1970 of the last line that is stored; 0 where there is none. For `LeftContainer.adopt`. */
  lastTime: number;
  /** Takes a line, which is stored within a second. False: the log is full, this line is not kept. */
  add(line: { time: number; text: string }): boolean;
  /** Stores what has been taken. Called once. */
  close(): Promise<void>;
}

export interface LogOwner {
  organizationId: string;
  workflowId: string | null;
  workflowExecutionId: string | null;
  transitionId: string;
  transitionExecutionId: string | null;
}

/** A new log, with its row; `logId` goes into the execution's row. */
export declare function openExecutionLog(db: Database, owner: LogOwner): Promise<ExecutionLog>;

/** Goes on with a log that another worker began. */
export declare function reopenExecutionLog(db: Database, logId: string): Promise<ExecutionLog>;
