import type { Database, DatabaseTransaction } from '../../db/database.js';
import type { StepRecord } from '../../db/execution-steps.js';
import type { ExecutionSnapshot } from '../../db/workflow-executions.js';
import { type MailQueue, queueMail } from '../mails.js';
import type { KnownWorkflows, WorkflowSettings } from './known-workflows.js';

/** Runs the container of a workflow's `completedConfig` after the commit. */
export interface CompletedQueue {
  enqueue(trx: DatabaseTransaction, completed: CompletedExecution): Promise<void>;
}

/** Names an execution that has ended. */
export interface CompletedExecution {
  organizationId: string;
  workflowId: string;
  executionId: string;
}

/** What a workflow's settings have done when an execution fails or ends. */
export interface EndOfExecution {
  /** Whether failed executions of the workflow wait for a person. */
  parks(db: Database, workflowId: string): Promise<boolean>;
  /** Whether there is anything to do. */
  followsAnything(db: Database, workflowId: string, record: StepRecord): Promise<boolean>;
  /** Has it done, in the transaction of the execution's last step. */
  follow(trx: DatabaseTransaction, execution: ExecutionSnapshot, record: StepRecord): Promise<void>;
}

const isFailure = ({ status }: StepRecord) => ['failed', 'rejected', 'error'].includes(status);

function recipientOf(settings: WorkflowSettings | undefined, record: StepRecord): string | undefined {
  return isFailure(record) ? settings?.errorConfig?.email : undefined;
}

function mailAbout({ id, workflowId }: ExecutionSnapshot, settings: WorkflowSettings, record: StepRecord) {
  // A name goes into the subject, which is one line.
  const name = settings.name?.replace(/\p{Cc}+/gu, ' ').slice(0, 200);
  const workflow = name ? `"${name}" (${workflowId})` : workflowId;
  const verb = record.status === 'rejected' ? 'was rejected' : 'failed';
  const lines = [
    `The execution ${id} of the workflow ${workflow} ${verb}.`,
    '',
    `Error: ${record.error ?? 'unknown'}`,
    ...(record.cause ? [`Cause: ${record.cause.slice(0, 4000)}`] : []),
    ...(record.status === 'error'
      ? ['', 'It waits for somebody to run it on from one of its transitions, or to end it.']
      : []),
  ];
  return { subject: `Workflow execution ${verb}: ${name ?? workflowId}`, body: lines.join('\n') };
}

export function createEndOfExecution(services: {
  workflows: KnownWorkflows;
  mailQueue: MailQueue | null;
  completedQueue: CompletedQueue;
}): EndOfExecution {
  const { workflows, mailQueue, completedQueue } = services;
  return {
    async parks(db, workflowId) {
      return (await workflows.settings(db, workflowId))?.errorConfig?.manualRetry === true;
    },
    async followsAnything(db, workflowId, record) {
      const settings = await workflows.settings(db, workflowId);
      return Boolean(settings?.completedConfig) || recipientOf(settings, record) !== undefined;
    },
    async follow(trx, execution, record) {
      const { id: executionId, organizationId, workflowId } = execution;
      const settings = await workflows.settings(trx, workflowId);
      if (!settings) return;
      const to = recipientOf(settings, record);
      if (to !== undefined) {
        await queueMail({ trx, mailQueue }, organizationId, { to, ...mailAbout(execution, settings, record) });
      }
      if (settings.completedConfig && record.endTime !== null) {
        await completedQueue.enqueue(trx, { organizationId, workflowId, executionId });
      }
    },
  };
}
