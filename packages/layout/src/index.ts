export { type Bounds, unite } from './bounds.js';
export { layOut, type PageLayout, type TextRow, type TextSegment } from './lay-out.js';
export { inReadingOrder } from './reading-order.js';
export type { SegmentWord } from './segments.js';
export { onPage } from './skew.js';
export { type Box, LIMITS, type PageOfWords, type ReadWord } from './words.js';
