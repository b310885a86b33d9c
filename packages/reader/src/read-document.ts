import { checkContentType } from './content-type.js';
import { decodeImage, readImageHeader } from './image/decode.js';
import { checkPageCount } from './limits.js';
import type { OcrModels } from './ocr/models.js';
import { readImage } from './ocr/read-image.js';
import { readPdf } from './pdf/read-pdf.js';
import { QUALITIES } from './quality.js';
import type { ContentType, Page, ReaderLimits, Reading, ReadOptions } from './reading.js';

/** A document and how to read it. */
export interface ReadRequest {
  bytes: Uint8Array;
  contentType: ContentType;
  options: Required<ReadOptions>;
  limits: ReaderLimits;
}

/** What reading a document needs of the thread that it happens in. */
export interface ReadingThread {
  /** Only asked for when a page needs OCR. */
  models(): Promise<OcrModels>;
  /** After each page: how many are read of those that are to be read. */
  onPage?(done: number, total: number): void;
}

/**
 * Reads a document in this thread.
 *
 * @throws {UnreadableDocumentError}
 */
export async function readDocument(request: ReadRequest, thread: ReadingThread): Promise<Reading> {
  checkContentType(request.bytes, request.contentType);
  return request.contentType === 'application/pdf' ? readPdf(request, thread) : readImageFile(request, thread);
}

async function readImageFile({ bytes, options, limits }: ReadRequest, thread: ReadingThread): Promise<Reading> {
  const header = await readImageHeader(bytes);
  const pageCount = header.pages.length;
  checkPageCount(pageCount, limits);
  const { maxSide, detectionPixels } = QUALITIES[options.imageQuality];
  const pages: Page[] = [];
  const wanted = header.pages.slice(0, options.maxPages);
  for (const page of wanted) {
    const image = await decodeImage(bytes, { page, maxPixels: limits.maxPixels, maxSide });
    const read = await readImage(await thread.models(), image, { detectionPixels, autoRotate: options.autoRotate });
    pages.push({ number: pages.length + 1, ...read });
    thread.onPage?.(pages.length, wanted.length);
  }
  return { pageCount, pages };
}
