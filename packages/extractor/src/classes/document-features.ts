import type { PreparedDocument } from '../features/prepare.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature } from '../hashing.js';

const MAX_FEATURES = 4000;

/** What words and pairs of neighbouring words a document has. */
export function documentFeatures({ layout, descriptions }: PreparedDocument): number[] {
  const features = new Set<number>([hashFeature(TEMPLATE.documentBias)]);
  for (const { index, segment } of layout.tokens) {
    if (features.size >= MAX_FEATURES) break;
    const word = descriptions.tokens[index]?.word ?? 0;
    features.add(hashFeature(TEMPLATE.documentWord, word));
    const next = index + 1 < segment.endToken ? descriptions.tokens[index + 1]?.word : undefined;
    if (next !== undefined) features.add(hashFeature(TEMPLATE.documentPair, word, next));
  }
  return [...features];
}
