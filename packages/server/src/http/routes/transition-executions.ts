import type { TransitionExecution } from '@las/contract';
import type { Database } from '../../db/database.js';
import { ApiError } from '../../domain/api-error.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { KnownTransitions } from '../../domain/execution/known-transitions.js';
import type { SchemaCheck } from '../../domain/execution/schema-check.js';
import type { WorkBell } from '../../domain/execution/work-bell.js';
import type { NextTokens } from '../../domain/next-token.js';
import {
  getTransitionExecution,
  getTransitionQueue,
  leaseWork,
  listTransitionExecutions,
  requireManual,
  requireWaiting,
  sendHeartbeat,
  updateTransitionExecution,
} from '../../domain/transition-executions.js';
import type { ApiRequest, RoutesOf } from '../register.js';

/** Should a ring have been missed, work is found so long after it came at the latest. */
const lookAgainMs = 5000;

/** Leases work, waiting for some as long as the caller asks. Each look is a transaction of its own: none is held meanwhile. */
async function lease(
  { db, transitions, bell }: { db: Database; transitions: KnownTransitions; bell: WorkBell },
  { caller, params: { transitionId }, query, write, signal }: ApiRequest<'executeTransition'>,
): Promise<TransitionExecution> {
  await requireManual({ db, transitions }, caller, transitionId);
  const end = Date.now() + (query.waitSeconds ?? 0) * 1000;
  for (;;) {
    const waiting = bell.wait(transitionId);
    try {
      await requireWaiting(db, caller, transitionId);
      return await write('transitionExecution', (trx) => leaseWork(trx, caller, transitionId));
    } catch (error) {
      const left = end - Date.now();
      const isEmpty = error instanceof ApiError && error.code === 'notFound';
      if (!isEmpty || left <= 0 || signal.aborted || bell.closed) throw error;
      await waiting.until(Math.min(left, lookAgainMs), signal);
    } finally {
      waiting.end();
    }
  }
}

export function transitionExecutionRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  engine: Engine;
  transitions: KnownTransitions;
  schemas: SchemaCheck;
  bell: WorkBell;
}): RoutesOf<
  | 'executeTransition'
  | 'listTransitionExecutions'
  | 'getTransitionExecution'
  | 'updateTransitionExecution'
  | 'sendHeartbeat'
  | 'getTransitionQueue'
> {
  const { db } = services;
  return {
    executeTransition: (request) => lease(services, request),
    listTransitionExecutions: ({ caller, params, query }) =>
      listTransitionExecutions(services, caller, params.transitionId, query),
    getTransitionExecution: ({ caller, params }) => getTransitionExecution(db, caller, params),
    updateTransitionExecution: ({ caller, params, body }) => updateTransitionExecution(services, caller, params, body),
    sendHeartbeat: ({ caller, params }) => sendHeartbeat(services, caller, params),
    getTransitionQueue: ({ caller, params }) => getTransitionQueue(db, caller, params.transitionId),
  };
}
