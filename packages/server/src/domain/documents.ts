import type { ContentType, Document, DocumentCreate, DocumentPage, DocumentUpdate } from '@las/contract';
import { sniffContentType } from '@las/reader';
import type { BlobStore } from '../blobs/blob-store.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import {
  type DocumentRow,
  deleteDocumentRows,
  findDocument,
  insertDocument,
  pageOfDocuments,
  updateGroundTruth,
} from '../db/documents.js';
import { holdRows } from '../db/references.js';
import { badRequest, notFound } from './api-error.js';
import { keepBlob, readReferred, releaseBlobs } from './blobs.js';
import { decodeContent, encodeContent } from './content.js';
import { newId } from './ids.js';
import { mostBytesInLists, requireJsonSize } from './json-size.js';
import type { NextTokens } from './next-token.js';

/** Filters of a list of documents and the part of it that is asked for. */
export interface DocumentQuery {
  batchId?: string[];
  consentId?: string[];
  maxResults?: number;
  nextToken?: string;
}

const mostDeletedAtOnce = 1000;

function toDocument(row: DocumentRow): Document {
  return {
    documentId: row.id,
    contentType: row.content_type as ContentType,
    ...(row.batch_id === null ? {} : { batchId: row.batch_id }),
    ...(row.consent_id === null ? {} : { consentId: row.consent_id }),
    ...(row.ground_truth === null ? {} : { groundTruth: row.ground_truth }),
  };
}

/** The bytes of a new document. @throws ApiError when they are too many, or not what they are said to be. */
export function readDocumentContent(input: DocumentCreate, maxBytes: number): Buffer {
  const bytes = decodeContent(input.content, { field: 'body.content', maxBytes });
  const found = sniffContentType(bytes);
  if (found !== input.contentType) {
    const looks = found ? `like ${found}` : 'like neither a PDF nor a JPEG, PNG or TIFF image';
    throw badRequest(`body.contentType is ${input.contentType}, but the bytes of body.content look ${looks}`);
  }
  return bytes;
}

/** @param bytes from {@link readDocumentContent}. */
export async function createDocument(
  { trx, blobs }: { trx: DatabaseTransaction; blobs: BlobStore },
  organizationId: string,
  input: Omit<DocumentCreate, 'content'>,
  bytes: Buffer,
): Promise<Document> {
  const { batchId } = input;
  requireJsonSize('body.groundTruth', input.groundTruth, mostBytesInLists);
  if (batchId !== undefined) {
    const held = await holdRows(trx, 'batches', organizationId, [batchId]);
    if (!held.has(batchId)) throw notFound(batchId);
  }
  const row = await insertDocument(trx, {
    id: newId('document'),
    organization_id: organizationId,
    batch_id: batchId ?? null,
    consent_id: input.consentId ?? null,
    content_type: input.contentType,
    blob_hash: await keepBlob(trx, blobs, bytes),
    ground_truth: input.groundTruth ?? null,
  });
  return toDocument(row);
}

export async function getDocument(
  services: { db: Database; blobs: BlobStore },
  organizationId: string,
  documentId: string,
): Promise<Document> {
  const found = await readReferred(services.blobs, () => findDocument(services.db, organizationId, documentId));
  if (!found) throw notFound(documentId);
  return { ...toDocument(found.row), content: encodeContent(found.bytes) };
}

function pageOf(list: string, organizationId: string, query: DocumentQuery) {
  const echo = {
    ...(query.batchId === undefined ? {} : { batchId: query.batchId }),
    ...(query.consentId === undefined ? {} : { consentId: query.consentId }),
  };
  const filter = {
    ...(query.batchId === undefined ? {} : { batchIds: query.batchId }),
    ...(query.consentId === undefined ? {} : { consentIds: query.consentId }),
  };
  return { list: { name: list, organizationId, filters: echo }, echo, filter };
}

export async function listDocuments(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: DocumentQuery,
): Promise<DocumentPage> {
  const { list, echo, filter } = pageOf('documents', organizationId, query);
  const page = await pageOfDocuments(db, organizationId, filter, nextTokens.keyset(list, query));
  return { documents: page.rows.map(toDocument), nextToken: nextTokens.token(list, page.next), ...echo };
}

export async function updateDocument(
  trx: DatabaseTransaction,
  organizationId: string,
  documentId: string,
  { groundTruth }: DocumentUpdate,
): Promise<Document> {
  requireJsonSize('body.groundTruth', groundTruth, mostBytesInLists);
  const row = await updateGroundTruth(trx, organizationId, documentId, groundTruth);
  if (!row) throw notFound(documentId);
  return toDocument(row);
}

/**
 * Deletes a page of the documents that match, with their words and predictions. The token goes on behind the page, so that
 * documents that come in meanwhile stay. `unused` is to be handed to `removeBlobs` after the commit.
 */
export async function deleteDocuments(
  { trx, nextTokens }: { trx: DatabaseTransaction; nextTokens: NextTokens },
  organizationId: string,
  query: DocumentQuery,
): Promise<{ page: DocumentPage; unused: string[] }> {
  const { list, echo, filter } = pageOf('deleted documents', organizationId, query);
  const keyset = nextTokens.keyset(list, { ...query, maxResults: query.maxResults ?? mostDeletedAtOnce });
  const { rows, next } = await pageOfDocuments(trx, organizationId, filter, keyset);
  const deleted = await deleteDocumentRows(
    trx,
    organizationId,
    rows.map((row) => row.id),
  );
  const unused = await releaseBlobs(
    trx,
    deleted.map((row) => row.blob_hash),
  );
  const gone = new Set(deleted.map((row) => row.id));
  const documents = rows.filter((row) => gone.has(row.id)).map(toDocument);
  return { page: { documents, nextToken: nextTokens.token(list, next), ...echo }, unused };
}
