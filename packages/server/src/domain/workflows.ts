import type { Workflow, WorkflowCreate, WorkflowPage, WorkflowUpdate } from '@las/contract';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { findUnendedExecutions } from '../db/workflow-executions.js';
import {
  deleteWorkflowRow,
  findWorkflow,
  insertWorkflow,
  lockWorkflowForDeletion,
  pageOfWorkflows,
  updateWorkflowRow,
  type WorkflowRow,
} from '../db/workflows.js';
import { badRequest, notFound } from './api-error.js';
import { newId } from './ids.js';
import { mostBytesInLists, requireJsonSize } from './json-size.js';
import type { NextTokens } from './next-token.js';
import { requireReferences } from './references.js';
import { requireSecrets } from './transition-parameters.js';
import { checkWorkflowDefinition, type UsedTransition } from './workflow-definition.js';

function toWorkflow(row: WorkflowRow): Workflow {
  return {
    workflowId: row.id,
    name: row.name,
    description: row.description,
    completedConfig: row.completed_config,
    errorConfig: row.error_config,
  };
}

/** Checks that the transitions are the organization's own, or built-in ones. */
function requireTransitions(
  trx: DatabaseTransaction,
  organizationId: string,
  used: readonly UsedTransition[],
): Promise<void> {
  const own = used.filter(({ transitionId }) => !transitionId.startsWith('las:transition:commons-'));
  const references = own.map(({ pointer, transitionId }) => ({
    field: `body.specification.definition${pointer}`,
    id: transitionId,
  }));
  return requireReferences(trx, organizationId, 'transitions', references);
}

export async function createWorkflow(
  trx: DatabaseTransaction,
  organizationId: string,
  input: WorkflowCreate,
): Promise<Workflow> {
  const { specification, completedConfig } = input;
  requireJsonSize('body.completedConfig', completedConfig, mostBytesInLists);
  const used = checkWorkflowDefinition(specification.definition);
  await requireTransitions(trx, organizationId, used);
  if (completedConfig) await requireSecrets(trx, organizationId, 'body.completedConfig', completedConfig);
  const row = await insertWorkflow(trx, {
    id: newId('workflow'),
    organization_id: organizationId,
    name: input.name ?? null,
    description: input.description ?? null,
    specification,
    transition_ids: [...new Set(used.map(({ transitionId }) => transitionId))],
    error_config: input.errorConfig ?? null,
    completed_config: completedConfig ?? null,
  });
  return toWorkflow(row);
}

export async function getWorkflow(db: Database, organizationId: string, workflowId: string): Promise<Workflow> {
  const row = await findWorkflow(db, organizationId, workflowId);
  if (!row) throw notFound(workflowId);
  return toWorkflow(row);
}

export async function listWorkflows(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<WorkflowPage> {
  const list = { name: 'workflows', organizationId };
  const page = await pageOfWorkflows(db, organizationId, nextTokens.keyset(list, query));
  return { workflows: page.rows.map(toWorkflow), nextToken: nextTokens.token(list, page.next) };
}

export async function updateWorkflow(
  trx: DatabaseTransaction,
  organizationId: string,
  workflowId: string,
  { errorConfig, completedConfig, ...naming }: WorkflowUpdate,
): Promise<Workflow> {
  requireJsonSize('body.completedConfig', completedConfig, mostBytesInLists);
  if (completedConfig) await requireSecrets(trx, organizationId, 'body.completedConfig', completedConfig);
  const row = await updateWorkflowRow(trx, organizationId, workflowId, {
    ...naming,
    ...(errorConfig ? { error_config: errorConfig } : {}),
    ...(completedConfig ? { completed_config: completedConfig } : {}),
  });
  if (!row) throw notFound(workflowId);
  return toWorkflow(row);
}

export async function deleteWorkflow(
  trx: DatabaseTransaction,
  organizationId: string,
  workflowId: string,
): Promise<Workflow> {
  const row = await lockWorkflowForDeletion(trx, organizationId, workflowId);
  if (!row) throw notFound(workflowId);
  const running = await findUnendedExecutions(trx, workflowId);
  if (running.length > 0) throw badRequest(`${workflowId} has executions that have not ended: ${running.join(', ')}`);
  await deleteWorkflowRow(trx, organizationId, workflowId);
  return toWorkflow(row);
}
