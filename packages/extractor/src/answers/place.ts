import { onPage, unite } from '@las/layout';
import type { Layout } from '../layout/layout.js';
import type { Box, ExtractedField } from '../types.js';
import type { Choice } from './choice.js';

/** Where on which page a choice was read, and from which words. */
export function placeOf(choice: Choice | null, layout: Layout): Pick<ExtractedField, 'page' | 'box' | 'words'> {
  const tokens = choice?.place ? layout.tokens.slice(choice.place.first, choice.place.last + 1) : [];
  const page = tokens[0]?.segment.page;
  if (!page) return { page: null, box: null, words: [] };
  const { left, top, right, bottom } = onPage(unite(tokens), page, page.skew);
  const box: Box = [left / page.width, top / page.height, right / page.width, bottom / page.height];
  const words = [...new Set(tokens.map((token) => token.word))];
  return { page: page.number, box, words: words.map((word) => ({ page: page.number, word })) };
}
