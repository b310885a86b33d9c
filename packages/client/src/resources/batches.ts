import { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions, Transport } from '../http/transport.js';
import { path } from '../http/url.js';
import type { Batch, BatchCreate, BatchPage, BatchUpdate, DocumentPage, PagingOptions } from '../shapes.js';
import { Resource } from './resource.js';

export interface DeleteBatchOptions {
  /** Whether the documents of the batch are deleted first; without it a batch that has documents is refused. */
  deleteDocuments?: boolean;
}

async function deleteDocumentsOf(batchId: string, transport: Transport, request?: RequestOptions): Promise<void> {
  const query = { batchId: [batchId] };
  const pages = transport.list<DocumentPage, 'documents'>('DELETE', '/documents', 'documents', { query, request });
  for await (const _page of pages.pages());
}

/** Batches: documents that belong together. */
export abstract class Batches extends Resource {
  /**
   * Creates a batch to put documents in.
   *
   * @python create_batch
   * @param options Name, description, and whether its documents tell of people.
   * @returns The batch.
   * @throws {LimitExceededException} when the organization has as many batches as it may.
   * @example
   * const batch = await client.createBatch({ name: 'Receipts of May' });
   * console.log(batch.batchId);
   */
  createBatch(options: BatchCreate = {}, request?: RequestOptions): ApiCall<Batch> {
    return this.transport.call('POST', '/batches', { body: options, request });
  }

  /**
   * Lists the batches of the organization.
   *
   * @python list_batches
   * @param options Size and place of the page.
   * @returns A page of batches; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const batch of client.listBatches()) {
   *   console.log(batch.batchId, batch.name, batch.numDocuments);
   * }
   */
  listBatches(options: PagingOptions = {}, request?: RequestOptions): ListCall<BatchPage, 'batches'> {
    return this.transport.list('GET', '/batches', 'batches', { query: { ...options }, request });
  }

  /**
   * Changes the name or description of a batch.
   *
   * @python update_batch
   * @param batchId Id of the batch.
   * @param changes What to change; null clears. At least one field.
   * @returns The batch as it is now.
   * @throws {BadRequestException} when there is no change.
   * @throws {NotFoundException} when there is no such batch.
   * @example
   * const { batchId } = await client.createBatch();
   * await client.updateBatch(batchId, { description: 'Checked by hand' });
   */
  updateBatch(batchId: string, changes: BatchUpdate, request?: RequestOptions): ApiCall<Batch> {
    return this.transport.call('PATCH', path`/batches/${batchId}`, { body: changes, request });
  }

  /**
   * Deletes a batch, after its documents when `deleteDocuments` is set.
   *
   * @python delete_batch
   * @param batchId Id of the batch.
   * @param options Whether to delete its documents too.
   * @returns The batch that was deleted.
   * @throws {BadRequestException} when it still has documents.
   * @throws {NotFoundException} when there is no such batch.
   * @example
   * const { batchId } = await client.createBatch();
   * await client.createDocument('receipt.jpg', 'image/jpeg', { batchId });
   * await client.deleteBatch(batchId, { deleteDocuments: true });
   */
  deleteBatch(batchId: string, options: DeleteBatchOptions = {}, request?: RequestOptions): ApiCall<Batch> {
    const { transport } = this;
    const url = path`/batches/${batchId}`;
    const deleteAll = async () => {
      await deleteDocumentsOf(batchId, transport, request);
      return transport.send('DELETE', url, { request });
    };
    return options.deleteDocuments ? new ApiCall(deleteAll()) : transport.call('DELETE', url, { request });
  }
}
