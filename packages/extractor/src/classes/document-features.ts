import type { PreparedDocument } from '../features/prepare.js';
import { TEMPLATE } from '../features/templates.js';
import { hashFeature } from '../hashing.js';
import type { Segment } from '../layout/layout.js';

const MAX_FEATURES = 4000;
/** A yes or a no stands at the beginning of what follows its label. */
const WORDS_OF_VALUE = 3;

/** What words a document has, pairs of neighbouring ones, and words with the label to the left of them or above. */
export function documentFeatures(document: PreparedDocument): number[] {
  const { layout, descriptions } = document;
  const features = new Set<number>();
  for (const segment of layout.segments) {
    if (features.size >= MAX_FEATURES) break;
    for (let index = segment.firstToken; index < segment.endToken; index++) {
      const word = descriptions.tokens[index]?.word ?? 0;
      features.add(hashFeature(TEMPLATE.documentWord, word));
      const next = index + 1 < segment.endToken ? descriptions.tokens[index + 1]?.word : undefined;
      if (next !== undefined) features.add(hashFeature(TEMPLATE.documentPair, word, next));
    }
    addLabelled(document, segment, features);
  }
  return [...features];
}

function addLabelled({ layout, descriptions }: PreparedDocument, segment: Segment, features: Set<number>): void {
  const left = layout.rows[segment.row]?.segments[segment.column - 1];
  const above = descriptions.segments[segment.index]?.above;
  for (const label of [left, above]) {
    const last = label && descriptions.tokens[label.endToken - 1];
    if (!last) continue;
    const end = Math.min(segment.endToken, segment.firstToken + WORDS_OF_VALUE);
    for (const { word } of descriptions.tokens.slice(segment.firstToken, end)) {
      features.add(hashFeature(TEMPLATE.documentLabelled, last.word, word));
    }
  }
}
