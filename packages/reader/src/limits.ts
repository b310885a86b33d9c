import { UnreadableDocumentError } from './errors.js';
import type { ReaderLimits } from './reading.js';

/** 100 megapixels is an A4 page at 1000 dpi; 1000 pages and two minutes are beyond any single form or invoice. */
export const DEFAULT_LIMITS: ReaderLimits = { maxPixels: 100_000_000, maxPages: 1000, timeoutMs: 120_000 };

/** @throws {UnreadableDocumentError} 'too-large' */
export function checkPageCount(pageCount: number, { maxPages }: ReaderLimits): void {
  if (pageCount > maxPages) {
    throw new UnreadableDocumentError(
      'too-large',
      `The document has ${pageCount} pages; at most ${maxPages} are allowed.`,
    );
  }
}
