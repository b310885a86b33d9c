import { buildLayout } from '../layout/build-layout.js';
import type { Layout } from '../layout/layout.js';
import { senderWords } from '../senders/sender-words.js';
import type { Page } from '../types.js';
import { type Descriptions, describe } from './descriptions.js';
import type { SparseRows } from './sparse-rows.js';
import { buildTokenFeatures } from './token-features.js';

/** A document with everything that does not depend on the field. */
export interface PreparedDocument {
  layout: Layout;
  descriptions: Descriptions;
  tokenFeatures: SparseRows;
  /** What its sender is told by. */
  senderWords: readonly number[];
}

export function prepareDocument(pages: readonly Page[]): PreparedDocument {
  const layout = buildLayout(pages);
  const descriptions = describe(layout);
  return {
    layout,
    descriptions,
    tokenFeatures: buildTokenFeatures(layout, descriptions),
    senderWords: senderWords(layout),
  };
}
