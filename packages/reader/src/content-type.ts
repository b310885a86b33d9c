import { UnreadableDocumentError } from './errors.js';
import type { ContentType } from './reading.js';

// A PDF's header may stand anywhere in the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
const PDF_HEADER_WITHIN = 1024;

const SIGNATURES: readonly (readonly [ContentType, readonly number[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  // BigTIFF
  ['image/tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['image/tiff', [0x4d, 0x4d, 0x00, 0x2b]],
];

/** What the first bytes say that a document is, without decoding it; undefined when it is none of the four kinds. */
export function sniffContentType(bytes: Uint8Array): ContentType | undefined {
  for (const [contentType, signature] of SIGNATURES) {
    if (signature.every((byte, index) => bytes[index] === byte)) return contentType;
  }
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, PDF_HEADER_WITHIN));
  return head.includes('%PDF-') ? 'application/pdf' : undefined;
}

/** @throws {UnreadableDocumentError} 'empty' or 'mismatch'. */
export function checkContentType(bytes: Uint8Array, contentType: ContentType): void {
  if (bytes.byteLength === 0) throw new UnreadableDocumentError('empty', 'The document is empty.');
  const found = sniffContentType(bytes);
  if (found !== contentType) {
    throw new UnreadableDocumentError(
      'mismatch',
      `The document is said to be ${contentType} but its content is ${found ?? 'of no known kind'}.`,
    );
  }
}
