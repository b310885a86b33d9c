import type { Layout } from '../layout/layout.js';
import type { FieldType } from '../types.js';

/** 1 for each token that may be part of a value of the type; null where all may. */
export function allowedTokens(layout: Layout, type: FieldType): Uint8Array | null {
  if (type !== 'letter') return null;
  return Uint8Array.from(layout.tokens, ({ text }) => (/\p{L}/u.test(text) || !/\p{N}/u.test(text) ? 1 : 0));
}
