import { type Content, withContent } from '../content.js';
import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { Asset, AssetCreate, AssetPage, AssetUpdate, PagingOptions } from '../shapes.js';
import { Resource } from './resource.js';

export type CreateAssetOptions = Omit<AssetCreate, 'content'>;

export interface UpdateAssetOptions extends Omit<AssetUpdate, 'content'> {
  /** New bytes: a path, URL, Blob, ArrayBuffer, Uint8Array or stream. */
  content?: Content;
}

/** Assets: files that the interfaces of manual transitions use. */
export abstract class Assets extends Resource {
  /**
   * Stores a file.
   *
   * @python create_asset
   * @param content The bytes: a path, URL, Blob, ArrayBuffer, Uint8Array or stream.
   * @param options Name and description.
   * @returns The asset, without its content.
   * @throws {BadRequestException} when the content is empty.
   * @throws {PayloadTooLargeException} when the content is too large.
   * @throws {LimitExceededException} when the organization has as many assets as it may.
   * @example
   * const fieldConfig = { total: { type: 'amount', display: 'Total' } };
   * const asset = await client.createAsset(new Blob([JSON.stringify(fieldConfig)]), { name: 'Fields of a receipt' });
   * console.log(asset.assetId);
   */
  createAsset(content: Content, options: CreateAssetOptions = {}, request?: RequestOptions): ApiCall<Asset> {
    const body = withContent(options, content, this.transport.fetch);
    return this.transport.call('POST', '/assets', { body, request });
  }

  /**
   * Lists the assets of the organization, without their content.
   *
   * @python list_assets
   * @param options Size and place of the page.
   * @returns A page of assets; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const asset of client.listAssets()) {
   *   console.log(asset.assetId, asset.name);
   * }
   */
  listAssets(options: PagingOptions = {}, request?: RequestOptions): ListCall<AssetPage, 'assets'> {
    return this.transport.list('GET', '/assets', 'assets', { query: { ...options }, request });
  }

  /**
   * Gets an asset with its content.
   *
   * @python get_asset
   * @param assetId Id of the asset.
   * @returns The asset; `content` has its bytes in base64.
   * @throws {NotFoundException} when there is no such asset.
   * @example
   * const { assetId } = await client.createAsset(new Blob(['Hello']));
   * const { content } = await client.getAsset(assetId);
   * console.log(atob(content ?? ''));
   */
  getAsset(assetId: string, request?: RequestOptions): ApiCall<Asset> {
    return this.transport.call('GET', path`/assets/${assetId}`, { request });
  }

  /**
   * Changes the content, name or description of an asset. Transitions that use it use the new content from then on.
   *
   * @python update_asset
   * @param assetId Id of the asset.
   * @param changes What to change; null clears name or description. At least one field.
   * @returns The asset as it is now, without its content.
   * @throws {BadRequestException} when there is no change, or the content is empty.
   * @throws {NotFoundException} when there is no such asset.
   * @throws {PayloadTooLargeException} when the content is too large.
   * @example
   * const { assetId } = await client.createAsset(new Blob(['Helo']));
   * await client.updateAsset(assetId, { content: new Blob(['Hello']), name: 'Greeting' });
   */
  updateAsset(assetId: string, changes: UpdateAssetOptions, request?: RequestOptions): ApiCall<Asset> {
    const url = path`/assets/${assetId}`;
    const { content, ...rest } = changes;
    const body = content === undefined ? rest : withContent(rest, content, this.transport.fetch);
    return this.transport.call('PATCH', url, { body, request });
  }

  /**
   * Deletes an asset that no transition uses.
   *
   * @python delete_asset
   * @param assetId Id of the asset.
   * @returns The asset that was deleted, without its content.
   * @throws {BadRequestException} when a transition uses it; the message says which.
   * @throws {NotFoundException} when there is no such asset.
   * @example
   * const { assetId } = await client.createAsset(new Blob(['Hello']));
   * await client.deleteAsset(assetId);
   */
  deleteAsset(assetId: string, request?: RequestOptions): ApiCall<Asset> {
    return this.transport.call('DELETE', path`/assets/${assetId}`, { request });
  }
}
