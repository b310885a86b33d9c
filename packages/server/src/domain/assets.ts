import type { Asset, AssetCreate, AssetPage, AssetUpdate } from '@las/contract';
import type { BlobStore } from '../blobs/blob-store.js';
import {
  type AssetRow,
  deleteAssetRow,
  findAsset,
  insertAsset,
  lockAssetForChange,
  lockAssetForDeletion,
  pageOfAssets,
  updateAssetRow,
} from '../db/assets.js';
import type { Database, DatabaseTransaction } from '../db/database.js';
import { findAssetUsers } from '../db/usage.js';
import { badRequest, notFound } from './api-error.js';
import { keepBlob, readReferred, releaseBlobs } from './blobs.js';
import { decodeContent, encodeContent } from './content.js';
import { newId } from './ids.js';
import type { NextTokens } from './next-token.js';
import { nameUsers } from './references.js';

interface Services {
  trx: DatabaseTransaction;
  blobs: BlobStore;
  /** Largest content in bytes. */
  maxBytes: number;
}

/** A changed asset, and the blobs to be handed to `removeBlobs` after the commit. */
interface AssetChange {
  asset: Asset;
  unused: string[];
}

const field = 'body.content';

function toAsset(row: AssetRow): Asset {
  return { assetId: row.id, name: row.name, description: row.description };
}

export async function createAsset(
  { trx, blobs, maxBytes }: Services,
  organizationId: string,
  input: AssetCreate,
): Promise<Asset> {
  const bytes = decodeContent(input.content, { field, maxBytes });
  const row = await insertAsset(trx, {
    id: newId('asset'),
    organization_id: organizationId,
    name: input.name ?? null,
    description: input.description ?? null,
    blob_hash: await keepBlob(trx, blobs, bytes),
  });
  return toAsset(row);
}

export async function listAssets(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: { maxResults?: number; nextToken?: string },
): Promise<AssetPage> {
  const list = { name: 'assets', organizationId };
  const page = await pageOfAssets(db, organizationId, nextTokens.keyset(list, query));
  return { assets: page.rows.map(toAsset), nextToken: nextTokens.token(list, page.next) };
}

export async function getAsset(
  { db, blobs }: { db: Database; blobs: BlobStore },
  organizationId: string,
  assetId: string,
): Promise<Asset> {
  const found = await readReferred(blobs, () => findAsset(db, organizationId, assetId));
  if (!found) throw notFound(assetId);
  return { ...toAsset(found.row), content: encodeContent(found.bytes) };
}

export async function updateAsset(
  { trx, blobs, maxBytes }: Services,
  organizationId: string,
  assetId: string,
  { content, ...naming }: AssetUpdate,
): Promise<AssetChange> {
  const bytes = content === undefined ? undefined : decodeContent(content, { field, maxBytes });
  const before = await lockAssetForChange(trx, organizationId, assetId);
  if (!before) throw notFound(assetId);
  if (!bytes) return { asset: toAsset(await updateAssetRow(trx, organizationId, assetId, naming)), unused: [] };
  const blob_hash = await keepBlob(trx, blobs, bytes, before.blob_hash);
  const row = await updateAssetRow(trx, organizationId, assetId, { ...naming, blob_hash });
  return { asset: toAsset(row), unused: await releaseBlobs(trx, [before.blob_hash]) };
}

export async function deleteAsset(
  trx: DatabaseTransaction,
  organizationId: string,
  assetId: string,
): Promise<AssetChange> {
  const row = await lockAssetForDeletion(trx, organizationId, assetId);
  if (!row) throw notFound(assetId);
  const users = await findAssetUsers(trx, organizationId, assetId);
  if (users.length > 0) throw badRequest(`${assetId} is used by ${nameUsers(users)}`);
  await deleteAssetRow(trx, organizationId, assetId);
  return { asset: toAsset(row), unused: await releaseBlobs(trx, [row.blob_hash]) };
}
