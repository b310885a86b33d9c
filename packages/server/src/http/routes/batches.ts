import type { Database } from '../../db/database.js';
import { createBatch, deleteBatch, listBatches, updateBatch } from '../../domain/batches.js';
import type { NextTokens } from '../../domain/next-token.js';
import type { RoutesOf } from '../register.js';

export function batchRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  retentionInDays: number;
}): RoutesOf<'createBatch' | 'listBatches' | 'updateBatch' | 'deleteBatch'> {
  const { retentionInDays } = services;
  return {
    createBatch: ({ caller, body, write }) =>
      write('batch', (trx) => createBatch(trx, caller.organizationId, { ...body, retentionInDays })),
    listBatches: ({ caller, query }) => listBatches(services, caller.organizationId, query),
    updateBatch: ({ caller, params, body, write }) =>
      write(null, (trx) => updateBatch(trx, caller.organizationId, params.batchId, body)),
    deleteBatch: ({ caller, params, write }) =>
      write(null, (trx) => deleteBatch(trx, caller.organizationId, params.batchId)),
  };
}
