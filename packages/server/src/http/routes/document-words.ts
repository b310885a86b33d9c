import type { Database } from '../../db/database.js';
import type { DocumentReader } from '../../domain/document-reader.js';
import { getDocumentWords } from '../../domain/document-words.js';
import type { RoutesOf } from '../register.js';

export function documentWordsRoutes(services: {
  db: Database;
  documents: DocumentReader;
}): RoutesOf<'getDocumentWords'> {
  return {
    getDocumentWords: ({ caller, params, query, signal }) =>
      getDocumentWords(services, { ...caller, signal }, { ...query, ...params }),
  };
}
