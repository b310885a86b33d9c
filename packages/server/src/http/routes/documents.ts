import type { BlobStore } from '../../blobs/blob-store.js';
import type { Database } from '../../db/database.js';
import { removeBlobs } from '../../domain/blobs.js';
import {
  createDocument,
  deleteDocuments,
  getDocument,
  listDocuments,
  readDocumentContent,
  updateDocument,
} from '../../domain/documents.js';
import type { NextTokens } from '../../domain/next-token.js';
import { afterCommit } from '../after-commit.js';
import type { RoutesOf } from '../register.js';

export function documentRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  blobs: BlobStore;
  /** Largest document in bytes, decoded. */
  maxDocumentBytes: number;
}): RoutesOf<'createDocument' | 'listDocuments' | 'deleteDocuments' | 'getDocument' | 'updateDocument'> {
  const { blobs, nextTokens, maxDocumentBytes } = services;
  return {
    createDocument: ({ caller, body, write }) => {
      const bytes = readDocumentContent(body, maxDocumentBytes);
      return write('document', (trx) => createDocument({ trx, blobs }, caller.organizationId, body, bytes));
    },
    listDocuments: ({ caller, query }) => listDocuments(services, caller.organizationId, query),
    deleteDocuments: async ({ caller, query, write, log }) => {
      const { page, unused } = await write(null, (trx) =>
        deleteDocuments({ trx, nextTokens }, caller.organizationId, query),
      );
      await afterCommit(log, removeBlobs(services, unused));
      return page;
    },
    getDocument: ({ caller, params }) => getDocument(services, caller.organizationId, params.documentId),
    updateDocument: ({ caller, params, body, write }) =>
      write(null, (trx) => updateDocument(trx, caller.organizationId, params.documentId, body)),
  };
}
