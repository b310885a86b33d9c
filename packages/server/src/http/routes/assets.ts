import type { BlobStore } from '../../blobs/blob-store.js';
import type { Database } from '../../db/database.js';
import { createAsset, deleteAsset, getAsset, listAssets, updateAsset } from '../../domain/assets.js';
import { removeBlobs } from '../../domain/blobs.js';
import type { NextTokens } from '../../domain/next-token.js';
import { afterCommit } from '../after-commit.js';
import type { RoutesOf } from '../register.js';

export function assetRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  blobs: BlobStore;
  /** Largest asset in bytes, decoded: the same as a document's. */
  maxDocumentBytes: number;
}): RoutesOf<'createAsset' | 'listAssets' | 'getAsset' | 'updateAsset' | 'deleteAsset'> {
  const { blobs, maxDocumentBytes: maxBytes } = services;
  return {
    createAsset: ({ caller, body, write }) =>
      write('asset', (trx) => createAsset({ trx, blobs, maxBytes }, caller.organizationId, body)),
    listAssets: ({ caller, query }) => listAssets(services, caller.organizationId, query),
    getAsset: ({ caller, params }) => getAsset(services, caller.organizationId, params.assetId),
    updateAsset: async ({ caller, params, body, write, log }) => {
      const { asset, unused } = await write(null, (trx) =>
        updateAsset({ trx, blobs, maxBytes }, caller.organizationId, params.assetId, body),
      );
      await afterCommit(log, removeBlobs(services, unused));
      return asset;
    },
    deleteAsset: async ({ caller, params, write, log }) => {
      const { asset, unused } = await write(null, (trx) => deleteAsset(trx, caller.organizationId, params.assetId));
      await afterCommit(log, removeBlobs(services, unused));
      return asset;
    },
  };
}
