import type { GroundTruthItem } from '@las/contract';
import { type Selectable, sql } from 'kysely';
import type { Database, DatabaseTransaction } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import { prepared } from './prepared.js';
import type { DocumentTable } from './schema.js';

export type DocumentRow = Omit<Selectable<DocumentTable>, 'truth_time'>;

export interface DocumentFilter {
  batchIds?: readonly string[];
  consentIds?: readonly string[];
}

const columns = [
  'seq',
  'id',
  'organization_id',
  'batch_id',
  'consent_id',
  'content_type',
  'blob_hash',
  'ground_truth',
  'created_time',
  'updated_time',
] as const;

function select(db: Database, organizationId: string) {
  return db.selectFrom('documents').selectAll().where('organization_id', '=', organizationId);
}

export interface NewDocument {
  id: string;
  organization_id: string;
  batch_id: string | null;
  consent_id: string | null;
  content_type: string;
  blob_hash: string;
  ground_truth: readonly GroundTruthItem[] | null;
}

export function insertDocument(db: Database, document: NewDocument): Promise<DocumentRow> {
  const groundTruth = document.ground_truth && JSON.stringify(document.ground_truth);
  return db
    .insertInto('documents')
    .values({ ...document, ground_truth: groundTruth, truth_time: groundTruth === null ? null : sql<Date>`now()` })
    .returningAll()
    .executeTakeFirstOrThrow();
}

const findById = prepared(['organizationId', 'id'], (db, slots) =>
  db
    .selectFrom('documents')
    .select(columns)
    .where('organization_id', '=', slots.organizationId)
    .where('id', '=', slots.id),
);

export async function findDocument(db: Database, organizationId: string, id: string): Promise<DocumentRow | undefined> {
  const [row] = await findById(db, { organizationId, id });
  return row;
}

export function pageOfDocuments(
  db: Database,
  organizationId: string,
  filter: DocumentFilter,
  keyset: Keyset,
): Promise<Page<DocumentRow>> {
  const { batchIds, consentIds } = filter;
  const query = select(db, organizationId)
    .$if(batchIds !== undefined, (qb) => qb.where(sql<boolean>`batch_id = any(${[...(batchIds ?? [])]})`))
    .$if(consentIds !== undefined, (qb) => qb.where(sql<boolean>`consent_id = any(${[...(consentIds ?? [])]})`));
  return selectPage(query, keyset);
}

/** Locks the row until the transaction ends: its ground truth stays as it is meanwhile. */
export function lockDocument(
  trx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<DocumentRow | undefined> {
  return select(trx, organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function updateGroundTruth(
  db: Database,
  organizationId: string,
  id: string,
  groundTruth: readonly GroundTruthItem[],
): Promise<DocumentRow | undefined> {
  const json = JSON.stringify(groundTruth);
  return db
    .updateTable('documents')
    .set({
      ground_truth: json,
      truth_time: sql<Date>`case when ground_truth is distinct from ${json}::jsonb then now() else truth_time end`,
      updated_time: sql<Date>`now()`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

/** Deletes rows with their predictions; gives those that were still there. */
export async function deleteDocumentRows(
  trx: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<DocumentRow[]> {
  const among = sql<boolean>`id = any(${[...ids]})`;
  // Locked in one order first: a bare DELETE locks in any, and two over the same documents would wait for each other.
  await select(trx, organizationId).where(among).orderBy('seq').forUpdate().execute();
  return trx
    .deleteFrom('documents')
    .where('organization_id', '=', organizationId)
    .where(among)
    .returningAll()
    .execute();
}

/** Some documents whose batch keeps them for fewer days than they have been there; those that are being deleted left out. */
export function lockExpiredDocuments(trx: DatabaseTransaction, limit: number) {
  return trx
    .selectFrom('documents')
    .innerJoin('batches', 'batches.id', 'documents.batch_id')
    .select(['documents.id', 'documents.organization_id'])
    .where(sql<boolean>`documents.created_time <= now() - make_interval(days => batches.retention_in_days)`)
    .orderBy('documents.seq')
    .limit(limit)
    .forUpdate('documents')
    .skipLocked()
    .execute();
}
