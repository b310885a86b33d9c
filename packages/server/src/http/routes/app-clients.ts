import type { Vault } from '../../auth/vault.js';
import type { Database } from '../../db/database.js';
import { createAppClient, deleteAppClient, listAppClients, updateAppClient } from '../../domain/app-clients.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { RoutesOf } from '../register.js';

export function appClientRoutes(services: {
  db: Database;
  vault: Vault;
  nextTokens: NextTokens;
}): RoutesOf<'createAppClient' | 'listAppClients' | 'updateAppClient' | 'deleteAppClient'> {
  const { vault } = services;
  return {
    createAppClient: ({ caller, body, write }) =>
      write('appClient', (db) => createAppClient({ db, vault }, caller.organizationId, body)),
    listAppClients: ({ caller, query }) => listAppClients(services, caller.organizationId, query),
    updateAppClient: ({ caller, params, body, write }) =>
      write(null, (db) =>
        updateAppClient({ db, vault }, caller.organizationId, { appClientId: params.appClientId, changes: body }),
      ),
    deleteAppClient: ({ caller, params, write }) =>
      write(null, (db) => deleteAppClient({ db, vault }, caller, params.appClientId)),
  };
}
