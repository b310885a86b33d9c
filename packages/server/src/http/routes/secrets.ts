import type { Vault } from '../../auth/vault.js';
import type { Database } from '../../db/database.js';
import type { NextTokens } from '../../domain/next-token.js';
import { createSecret, deleteSecret, listSecrets, updateSecret } from '../../domain/secrets.js';
import type { RoutesOf } from '../register.js';

export function secretRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  vault: Vault;
}): RoutesOf<'createSecret' | 'listSecrets' | 'updateSecret' | 'deleteSecret'> {
  const { vault } = services;
  return {
    createSecret: ({ caller, body, write }) =>
      write('secret', (trx) => createSecret({ trx, vault }, caller.organizationId, body)),
    listSecrets: ({ caller, query }) => listSecrets(services, caller.organizationId, query),
    updateSecret: ({ caller, params, body, write }) =>
      write(null, (trx) => updateSecret({ trx, vault }, caller.organizationId, params.secretId, body)),
    deleteSecret: ({ caller, params, write }) =>
      write(null, (trx) => deleteSecret(trx, caller.organizationId, params.secretId)),
  };
}
