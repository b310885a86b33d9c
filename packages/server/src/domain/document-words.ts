import type { DocumentWords } from '@las/contract';
import type { ReadOptions } from '@las/reader';
import type { Database } from '../db/database.js';
import { findDocumentSource } from '../db/readings.js';
import { notFound } from './api-error.js';
import type { DocumentReader } from './document-reader.js';
import { readForCaller } from './read-for-caller.js';

/** As many pages as a prediction may look at. */
const defaults = { autoRotate: false, imageQuality: 'LOW', maxPages: 3 } as const;

export async function getDocumentWords(
  services: { db: Database; documents: DocumentReader },
  caller: { organizationId: string; signal: AbortSignal },
  { documentId, ...options }: ReadOptions & { documentId: string },
): Promise<DocumentWords> {
  const source = await findDocumentSource(services.db, caller.organizationId, documentId);
  if (!source) throw notFound(documentId);
  const readingOptions = { ...defaults, ...options, signal: caller.signal };
  const reading = await readForCaller(services.documents, { documentId, ...source }, readingOptions);
  return { documentId, ...reading };
}
