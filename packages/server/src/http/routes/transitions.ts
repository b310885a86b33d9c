import type { Database } from '../../db/database.js';
import type { KnownTransitions } from '../../domain/execution/known-transitions.js';
import type { NextTokens } from '../../domain/next-token.js';
import {
  checkTransitionSchemas,
  createTransition,
  deleteTransition,
  getTransition,
  listTransitions,
  updateTransition,
} from '../../domain/transitions.js';
import type { RoutesOf } from '../register.js';

export function transitionRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  transitions: KnownTransitions;
}): RoutesOf<'createTransition' | 'listTransitions' | 'getTransition' | 'updateTransition' | 'deleteTransition'> {
  return {
    createTransition: async ({ caller, body, write }) => {
      await checkTransitionSchemas(body);
      return write('transition', (trx) => createTransition(trx, caller.organizationId, body));
    },
    listTransitions: ({ caller, query }) => listTransitions(services, caller.organizationId, query),
    getTransition: ({ caller, params }) => getTransition(services.db, caller.organizationId, params.transitionId),
    updateTransition: async ({ caller, params, body, write }) => {
      await checkTransitionSchemas(body);
      const changed = await write(null, (trx) =>
        updateTransition(trx, caller.organizationId, params.transitionId, body),
      );
      services.transitions.forget(params.transitionId);
      return changed;
    },
    deleteTransition: ({ caller, params, write }) =>
      write(null, (trx) => deleteTransition(trx, caller.organizationId, params.transitionId)),
  };
}
