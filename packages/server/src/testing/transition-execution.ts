import { newId } from '../domain/ids.js';
import type { TestDatabase } from './database.js';

export interface TestTransitionExecution {
  transitionId: string;
  executionId: string;
  workflowId: string;
  workflowExecutionId: string;
}

/** The rows of a task that runs, as an engine of workflows leaves them. */
export async function addTransitionExecution(
  { db }: TestDatabase,
  organizationId: string,
): Promise<TestTransitionExecution> {
  const ids = {
    transitionId: newId('transition'),
    executionId: newId('transition-execution'),
    workflowId: newId('workflow'),
    workflowExecutionId: newId('workflow-execution'),
  };
  await db
    .insertInto('workflows')
    .values({ id: ids.workflowId, organization_id: organizationId, specification: '{}', transition_ids: [] })
    .execute();
  await db
    .insertInto('workflow_executions')
    .values({
      id: ids.workflowExecutionId,
      organization_id: organizationId,
      workflow_id: ids.workflowId,
      status: 'running',
      input: '{}',
      state: '{}',
      version: 1,
      start_time: new Date(),
    })
    .execute();
  await db
    .insertInto('transition_executions')
    .values({
      id: ids.executionId,
      organization_id: organizationId,
      transition_id: ids.transitionId,
      workflow_id: ids.workflowId,
      workflow_execution_id: ids.workflowExecutionId,
      task_id: 'task',
      state_name: 'Task',
      kind: 'docker',
      phase: 'held',
      status: 'running',
      input: '{}',
      attempt: 0,
      holder: 'worker',
      queued_time: new Date(),
      start_time: new Date(),
    })
    .execute();
  return ids;
}
