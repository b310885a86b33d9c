import { exactMessages } from '@las/contract';
import { type Reading, UnreadableDocumentError } from '@las/reader';
import type { DocumentSource } from '../db/readings.js';
import { ApiError, notFound } from './api-error.js';
import { DocumentGoneError, type DocumentReader, type ReadingOptions } from './document-reader.js';
import { NoPlaceError } from './places.js';

/** The document is at fault, not the request. */
export class DocumentUnreadableError extends ApiError {}

/** About as long as some documents take. */
const retrySeconds = '10';

/** Reads a document for somebody who waits for it. @throws ApiError that says why it cannot be read. */
export async function readForCaller(
  documents: DocumentReader,
  document: DocumentSource & { documentId: string },
  { signal, ...options }: ReadingOptions & { signal: AbortSignal },
): Promise<Reading> {
  try {
    return await documents.read(document, options, signal);
  } catch (error) {
    if (error instanceof UnreadableDocumentError) {
      throw new DocumentUnreadableError('badRequest', `${document.documentId}: ${error.message}`);
    }
    if (error instanceof DocumentGoneError) throw notFound(document.documentId);
    if (error instanceof NoPlaceError) {
      throw new ApiError('tooManyRequests', exactMessages.tooManyRequests, { 'retry-after': retrySeconds });
    }
    if (signal.aborted) throw new ApiError('badRequest', 'The caller hung up');
    throw error;
  }
}
