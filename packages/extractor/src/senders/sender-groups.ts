import type { SenderIndex } from './sender-index.js';

/** A group with a larger share of the documents is no sender among others. */
export const LARGEST_SENDER = 1 / 3;
/** So much of what is telling has to be the same; less for the nearest document. */
const LEAST_SHARE = 0.5;
const LEAST_SHARE_OF_NEAREST = 0.35;

/** A number for each document, the same for those that seem to come from one sender, directly or through others. */
export function groupSenders(index: SenderIndex, documents: readonly (readonly number[])[]): number[] {
  const parents = documents.map((_, document) => document);
  const rootOf = (document: number): number => {
    let root = document;
    while (parents[root] !== root) root = parents[root] ?? root;
    return root;
  };
  for (const [document, words] of documents.entries()) {
    for (const [rank, { document: other, share }] of index.nearest(words, document).entries()) {
      if (share >= (rank === 0 ? LEAST_SHARE_OF_NEAREST : LEAST_SHARE)) parents[rootOf(document)] = rootOf(other);
    }
  }
  return documents.map((_, document) => rootOf(document));
}
