import { layOut } from './lay-out.js';
import type { PageOfWords, ReadWord } from './words.js';

/**
 * A page's words in reading order, with `segment` counted anew in that order. Words beyond what {@link layOut} looks at
 * follow as they came.
 */
export function inReadingOrder<T extends ReadWord>(
  page: Omit<PageOfWords, 'words'> & { words: readonly T[] },
): (T & { segment: number })[] {
  const placed = new Set<number>();
  const ordered: (T & { segment: number })[] = [];
  const segments = layOut([page]).flatMap(({ rows }) => rows.flatMap((row) => row.segments));
  for (const { index, words } of segments) {
    for (const { word } of words) {
      const read = page.words[word];
      if (read === undefined) continue;
      placed.add(word);
      ordered.push({ ...read, segment: index });
    }
  }
  const rest = page.words.filter((_, index) => !placed.has(index));
  return [...ordered, ...rest.map((word) => ({ ...word, segment: segments.length + word.segment }))];
}
