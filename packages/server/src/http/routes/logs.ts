import type { Database } from '../../db/database.js';
import { getLog, listLogs } from '../../domain/logs.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { RoutesOf } from '../register.js';

export function logRoutes(services: { db: Database; nextTokens: NextTokens }): RoutesOf<'listLogs' | 'getLog'> {
  return {
    listLogs: ({ caller, query }) => listLogs(services, caller.organizationId, query),
    getLog: ({ caller, params }) => getLog(services.db, caller.organizationId, params.logId),
  };
}
