import type { Database } from '../../db/database.js';
import { listMails } from '../../domain/mails.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { RoutesOf } from '../register.js';

export function outboxRoutes(services: { db: Database; nextTokens: NextTokens }): RoutesOf<'listMails'> {
  return { listMails: ({ caller, query }) => listMails(services, caller.organizationId, query) };
}
