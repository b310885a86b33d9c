export { sniffContentType } from './content-type.js';
export { UnreadableDocumentError, type UnreadableReason } from './errors.js';
export { createReader, type DocumentBytes, type ReadCall, type Reader, type ReaderOptions } from './pool/reader.js';
export type {
  Box,
  ContentType,
  ImageQuality,
  Page,
  ReaderLimits,
  Reading,
  ReadOptions,
  Rotation,
  Word,
} from './reading.js';
export { readerVersion } from './version.js';
