import { hashString } from '../hashing.js';
import type { Layout } from '../layout/layout.js';

const LEAST_LETTERS = 3;
const MAX_WORDS = 400;

/** The distinct words by which a document's sender may be told, hashed, in reading order: letters and digits, at least three. */
export function senderWords(layout: Layout): number[] {
  const words = new Set<number>();
  for (const { text } of layout.tokens) {
    if (words.size === MAX_WORDS) break;
    const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
    if (plain.length >= LEAST_LETTERS) words.add(hashString(plain));
  }
  return [...words];
}
