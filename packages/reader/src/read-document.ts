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

/**
 * Reads a document in this thread. The models are only asked for when a page needs OCR.
 *
 * @throws {UnreadableDocumentError}
 */
export async function readDocument(request: ReadRequest, models: () => Promise<OcrModels>): Promise<Reading> {
  checkContentType(request.bytes, request.contentType);
  return request.contentType === 'application/pdf' ? readPdf(request, models) : readImageFile(request, models);
}

async function readImageFile(
  { bytes, options, limits }: ReadRequest,
  models: () => Promise<OcrModels>,
): Promise<Reading> {
  const header = await readImageHeader(bytes);
  const pageCount = header.pages.length;
  checkPageCount(pageCount, limits);
  const { maxSide, detectionPixels } = QUALITIES[options.imageQuality];
  const pages: Page[] = [];
  for (const page of header.pages.slice(0, options.maxPages)) {
    const image = await decodeImage(bytes, { page, maxPixels: limits.maxPixels, maxSide });
    const read = await readImage(await models(), image, { detectionPixels, autoRotate: options.autoRotate });
    pages.push({ number: pages.length + 1, ...read });
  }
  return { pageCount, pages };
}
