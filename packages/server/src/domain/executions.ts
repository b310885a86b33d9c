import type { ExecutionStatus, TransitionExecutionPage, WorkflowExecutionPage } from '@las/contract';
import type { Database } from '../db/database.js';
import { findTransition } from '../db/transitions.js';
import { findWorkflow } from '../db/workflows.js';
import { notFound, notImplemented } from './api-error.js';
import type { ListIdentity, NextTokens } from './next-token.js';

/*
 * Workflows cannot run yet, so nobody has an execution: lists are empty and no id is known. What this answers is what an
 * organization without executions will be answered when they can.
 */

interface Services {
  db: Database;
  nextTokens: NextTokens;
}

export interface ExecutionQuery {
  status?: ExecutionStatus[];
  sortBy?: 'startTime' | 'endTime';
  order?: 'ascending' | 'descending';
  maxResults?: number;
  nextToken?: string;
}

async function requireTransition(db: Database, organizationId: string, transitionId: string): Promise<void> {
  if (!(await findTransition(db, organizationId, transitionId))) throw notFound(transitionId);
}

async function requireWorkflow(db: Database, organizationId: string, workflowId: string): Promise<void> {
  if (!(await findWorkflow(db, organizationId, workflowId))) throw notFound(workflowId);
}

/** The page of an empty list; a token is still held against the list that it says to come from. */
function emptyPage(nextTokens: NextTokens, list: ListIdentity, query: ExecutionQuery) {
  nextTokens.keyset(list, query);
  return { executions: [], nextToken: null };
}

export async function executeTransition(db: Database, organizationId: string, transitionId: string): Promise<never> {
  await requireTransition(db, organizationId, transitionId);
  throw notImplemented('Transitions cannot be executed yet: this version of the service stores them only');
}

export async function executeWorkflow(db: Database, organizationId: string, workflowId: string): Promise<never> {
  await requireWorkflow(db, organizationId, workflowId);
  throw notImplemented('Workflows cannot be executed yet: this version of the service stores them only');
}

export async function listTransitionExecutions(
  { db, nextTokens }: Services,
  organizationId: string,
  transitionId: string,
  query: ExecutionQuery & { executionId?: string[] },
): Promise<TransitionExecutionPage> {
  await requireTransition(db, organizationId, transitionId);
  const { status, executionId, sortBy, order } = query;
  const filters = { transitionId, status, executionId, sortBy, order };
  const page = emptyPage(nextTokens, { name: 'transition executions', organizationId, filters }, query);
  return { ...page, transitionId, ...(status ? { status } : {}) };
}

export async function listWorkflowExecutions(
  { db, nextTokens }: Services,
  organizationId: string,
  workflowId: string,
  query: ExecutionQuery,
): Promise<WorkflowExecutionPage> {
  await requireWorkflow(db, organizationId, workflowId);
  const { status, sortBy, order } = query;
  const echo = { ...(status ? { status } : {}), ...(sortBy ? { sortBy } : {}), ...(order ? { order } : {}) };
  const list = { name: 'workflow executions', organizationId, filters: { workflowId, ...echo } };
  return { ...emptyPage(nextTokens, list, query), workflowId, ...echo };
}

export async function findTransitionExecution(
  db: Database,
  organizationId: string,
  ids: { transitionId: string; executionId: string },
): Promise<never> {
  await requireTransition(db, organizationId, ids.transitionId);
  throw notFound(ids.executionId);
}

export async function findWorkflowExecution(
  db: Database,
  organizationId: string,
  ids: { workflowId: string; executionId: string },
): Promise<never> {
  await requireWorkflow(db, organizationId, ids.workflowId);
  throw notFound(ids.executionId);
}
