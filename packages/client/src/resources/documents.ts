import { type Content, withContent } from '../content.js';
import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  ContentType,
  DeleteDocumentsOptions,
  Document,
  DocumentCreate,
  DocumentPage,
  DocumentWords,
  GetDocumentWordsOptions,
  GroundTruthItem,
  ListDocumentsOptions,
} from '../shapes.js';
import { Resource } from './resource.js';

export type CreateDocumentOptions = Omit<DocumentCreate, 'content' | 'contentType'>;

/** Documents: what models learn from and predict. */
export abstract class Documents extends Resource {
  /**
   * Stores a document, with its true values where they are known.
   *
   * @python create_document
   * @param content The bytes: a path, URL, Blob, ArrayBuffer, Uint8Array or stream.
   * @param contentType Kind of file.
   * @param options Batch, consent and ground truth.
   * @returns The document, without its content.
   * @throws {BadRequestException} when the content is no file of that type.
   * @throws {NotFoundException} when there is no such batch.
   * @throws {PayloadTooLargeException} when the content is too large.
   * @throws {LimitExceededException} when the organization has stored as many documents this month as it may.
   * @example
   * const document = await client.createDocument('receipt.jpg', 'image/jpeg', {
   *   groundTruth: [
   *     { label: 'total', value: '12.50' },
   *     { label: 'date', value: '2021-05-26' },
   *   ],
   * });
   * console.log(document.documentId);
   */
  createDocument(
    content: Content,
    contentType: ContentType,
    options: CreateDocumentOptions = {},
    request?: RequestOptions,
  ): ApiCall<Document> {
    const body = withContent({ contentType, ...options }, content, this.transport.fetch);
    return this.transport.call('POST', '/documents', { body, request });
  }

  /**
   * Lists documents, without their content.
   *
   * @python list_documents
   * @param options Filters, and size and place of the page.
   * @returns A page of documents; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page with the same filters.
   * @example
   * for await (const document of client.listDocuments()) {
   *   console.log(document.documentId, document.groundTruth);
   * }
   */
  listDocuments(options: ListDocumentsOptions = {}, request?: RequestOptions): ListCall<DocumentPage, 'documents'> {
    return this.transport.list('GET', '/documents', 'documents', { query: { ...options }, request });
  }

  /**
   * Deletes a page of the documents that match the filters, all documents without one: with their words, their
   * predictions and their bytes. Iterate over the call to delete all that match, page by page.
   *
   * @python delete_documents
   * @param options Filters, and size and place of the page.
   * @returns A page of the documents that were deleted.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page with the same filters.
   * @example
   * const consentId = 'las:consent:0123456789abcdef0123456789abcdef';
   * await client.createDocument('receipt.jpg', 'image/jpeg', { consentId });
   * for await (const document of client.deleteDocuments({ consentId })) {
   *   console.log('deleted', document.documentId);
   * }
   */
  deleteDocuments(options: DeleteDocumentsOptions = {}, request?: RequestOptions): ListCall<DocumentPage, 'documents'> {
    return this.transport.list('DELETE', '/documents', 'documents', { query: { ...options }, request });
  }

  /**
   * Gets a document with its content.
   *
   * @python get_document
   * @param documentId Id of the document.
   * @returns The document; `content` has its bytes in base64.
   * @throws {NotFoundException} when there is no such document.
   * @example
   * const { documentId } = await client.createDocument('receipt.jpg', 'image/jpeg');
   * const document = await client.getDocument(documentId);
   * console.log(document.contentType, document.content?.length);
   */
  getDocument(documentId: string, request?: RequestOptions): ApiCall<Document> {
    return this.transport.call('GET', path`/documents/${documentId}`, { request });
  }

  /**
   * Replaces the ground truth of a document.
   *
   * @python update_document
   * @param documentId Id of the document.
   * @param groundTruth All its true values; what is not among them is no longer known.
   * @returns The document as it is now, without its content.
   * @throws {BadRequestException} when a label or value is not as it has to be.
   * @throws {NotFoundException} when there is no such document.
   * @example
   * const { documentId } = await client.createDocument('receipt.jpg', 'image/jpeg');
   * await client.updateDocument(documentId, [{ label: 'total', value: '12.50' }]);
   */
  updateDocument(documentId: string, groundTruth: GroundTruthItem[], request?: RequestOptions): ApiCall<Document> {
    return this.transport.call('PATCH', path`/documents/${documentId}`, { body: { groundTruth }, request });
  }

  /**
   * Gets what was read in a document: its pages with their words, each with its box and the confidence of the reading.
   *
   * @param documentId Id of the document.
   * @param options How it is to be read.
   * @returns The pages with their words.
   * @throws {BadRequestException} when the document cannot be read; the message says why.
   * @throws {NotFoundException} when there is no such document.
   * @example
   * const { documentId } = await client.createDocument('receipt.jpg', 'image/jpeg');
   * const { pages } = await client.getDocumentWords(documentId, { imageQuality: 'HIGH' });
   * for (const page of pages) console.log(page.number, page.words.map((word) => word.text).join(' '));
   */
  getDocumentWords(
    documentId: string,
    options: GetDocumentWordsOptions = {},
    request?: RequestOptions,
  ): ApiCall<DocumentWords> {
    return this.transport.call('GET', path`/documents/${documentId}/words`, { query: { ...options }, request });
  }
}
