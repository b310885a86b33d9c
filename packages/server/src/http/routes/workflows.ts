import type { Database } from '../../db/database.js';
import type { NextTokens } from '../../domain/next-token.js';
import { getWorkflowDefinition } from '../../domain/workflow-executions.js';
import { createWorkflow, deleteWorkflow, getWorkflow, listWorkflows, updateWorkflow } from '../../domain/workflows.js';
import type { RoutesOf } from '../register.js';

export function workflowRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
}): RoutesOf<
  'createWorkflow' | 'listWorkflows' | 'getWorkflow' | 'updateWorkflow' | 'deleteWorkflow' | 'getWorkflowDefinition'
> {
  return {
    createWorkflow: ({ caller, body, write }) =>
      write('workflow', (trx) => createWorkflow(trx, caller.organizationId, body)),
    listWorkflows: ({ caller, query }) => listWorkflows(services, caller.organizationId, query),
    getWorkflow: ({ caller, params }) => getWorkflow(services.db, caller.organizationId, params.workflowId),
    getWorkflowDefinition: ({ caller, params }) =>
      getWorkflowDefinition(services.db, caller.organizationId, params.workflowId),
    updateWorkflow: ({ caller, params, body, write }) =>
      write(null, (trx) => updateWorkflow(trx, caller.organizationId, params.workflowId, body)),
    deleteWorkflow: ({ caller, params, write }) =>
      write(null, (trx) => deleteWorkflow(trx, caller.organizationId, params.workflowId)),
  };
}
