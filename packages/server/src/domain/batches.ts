import type { Batch, BatchCreate, BatchPage, BatchUpdate } from '@las/contract';
import { type BatchRow, deleteBatchRow, insertBatch, lockBatch, pageOfBatches, updateBatchRow } from '../db/batches.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { badRequest, notFound } from './api-error.js';
import { newId } from './ids.js';
import type { NextTokens } from './next-token.js';

function toBatch(row: BatchRow): Batch {
  return {
    batchId: row.id,
    name: row.name,
    description: row.description,
    containsPersonallyIdentifiableInformation: row.contains_personally_identifiable_information,
    createdTime: row.created_time.toISOString(),
    numDocuments: Number(row.num_documents),
    retentionInDays: row.retention_in_days,
    storageLocation: 'EU',
  };
}

export async function createBatch(
  trx: DatabaseTransaction,
  organizationId: string,
  input: BatchCreate & { retentionInDays: number },
): Promise<Batch> {
  const row = await insertBatch(trx, {
    id: newId('batch'),
    organization_id: organizationId,
    name: input.name ?? null,
    description: input.description ?? null,
    contains_personally_identifiable_information: input.containsPersonallyIdentifiableInformation ?? false,
    retention_in_days: input.retentionInDays,
    storage_location: 'EU',
  });
  return toBatch(row);
}

export async function listBatches(
  services: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<BatchPage> {
  const list = { name: 'batches', organizationId };
  const page = await pageOfBatches(services.db, organizationId, services.nextTokens.keyset(list, query));
  return { batches: page.rows.map(toBatch), nextToken: services.nextTokens.token(list, page.next) };
}

export async function updateBatch(
  trx: DatabaseTransaction,
  organizationId: string,
  batchId: string,
  changes: BatchUpdate,
): Promise<Batch> {
  const row = await updateBatchRow(trx, organizationId, batchId, changes);
  if (!row) throw notFound(batchId);
  return toBatch(row);
}

export async function deleteBatch(trx: DatabaseTransaction, organizationId: string, batchId: string): Promise<Batch> {
  const row = await lockBatch(trx, organizationId, batchId);
  if (!row) throw notFound(batchId);
  const batch = toBatch(row);
  if (batch.numDocuments > 0) {
    const documents =
      batch.numDocuments === 1 ? '1 document: delete it' : `${batch.numDocuments} documents: delete them`;
    throw badRequest(`${batchId} still has ${documents} first`);
  }
  await deleteBatchRow(trx, organizationId, batchId);
  return batch;
}
