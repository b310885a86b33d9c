import type { Database } from '../../db/database.js';
import { executeWorkflow, findWorkflowExecution, listWorkflowExecutions } from '../../domain/executions.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { RoutesOf } from '../register.js';

export function workflowExecutionRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
}): RoutesOf<
  | 'executeWorkflow'
  | 'listWorkflowExecutions'
  | 'getWorkflowExecution'
  | 'updateWorkflowExecution'
  | 'deleteWorkflowExecution'
> {
  const { db } = services;
  return {
    executeWorkflow: ({ caller, params }) => executeWorkflow(db, caller.organizationId, params.workflowId),
    listWorkflowExecutions: ({ caller, params, query }) =>
      listWorkflowExecutions(services, caller.organizationId, params.workflowId, query),
    getWorkflowExecution: ({ caller, params }) => findWorkflowExecution(db, caller.organizationId, params),
    updateWorkflowExecution: ({ caller, params }) => findWorkflowExecution(db, caller.organizationId, params),
    deleteWorkflowExecution: ({ caller, params }) => findWorkflowExecution(db, caller.organizationId, params),
  };
}
