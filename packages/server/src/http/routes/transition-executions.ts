import type { Database } from '../../db/database.js';
import { executeTransition, findTransitionExecution, listTransitionExecutions } from '../../domain/executions.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { RoutesOf } from '../register.js';

export function transitionExecutionRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
}): RoutesOf<
  | 'executeTransition'
  | 'listTransitionExecutions'
  | 'getTransitionExecution'
  | 'updateTransitionExecution'
  | 'sendHeartbeat'
> {
  const { db } = services;
  return {
    executeTransition: ({ caller, params }) => executeTransition(db, caller.organizationId, params.transitionId),
    listTransitionExecutions: ({ caller, params, query }) =>
      listTransitionExecutions(services, caller.organizationId, params.transitionId, query),
    getTransitionExecution: ({ caller, params }) => findTransitionExecution(db, caller.organizationId, params),
    updateTransitionExecution: ({ caller, params }) => findTransitionExecution(db, caller.organizationId, params),
    sendHeartbeat: ({ caller, params }) => findTransitionExecution(db, caller.organizationId, params),
  };
}
