import type { Database } from '../../db/database.js';
import type { MailQueue } from '../../domain/mails.js';
import type { NextTokens } from '../../domain/next-token.js';
import { createUser, deleteUser, getUser, listUsers, updateUser } from '../../domain/users.js';
import type { RoutesOf } from '../register.js';

export function userRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  /** Null when no mail server is set: mails are then held in the outbox. */
  mailQueue: MailQueue | null;
  /** Where users whose app client has no login page are sent. Known only once the service listens. */
  publicUrl(): string;
}): RoutesOf<'createUser' | 'listUsers' | 'getUser' | 'updateUser' | 'deleteUser'> {
  const { mailQueue, publicUrl } = services;
  return {
    createUser: ({ caller, body, write }) =>
      write('user', (trx) => createUser({ trx, mailQueue, publicUrl: publicUrl() }, caller.organizationId, body)),
    listUsers: ({ caller, query }) => listUsers(services, caller.organizationId, query),
    getUser: ({ caller, params }) => getUser(services.db, caller.organizationId, params.userId),
    updateUser: ({ caller, params, body, write }) =>
      write(null, (trx) => updateUser(trx, caller.organizationId, params.userId, body)),
    deleteUser: ({ caller, params, write }) =>
      write(null, (trx) => deleteUser(trx, caller.organizationId, params.userId)),
  };
}
