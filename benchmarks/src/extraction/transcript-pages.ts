import type { Page, Word } from '@las/extractor';
import type { BenchmarkDocument } from '../documents-file.js';

/** A human transcript as a page: each line a segment, its words as wide as their share of its characters, read without doubt. */
export function transcriptPages({ width, height, lines }: BenchmarkDocument): Page[] {
  const words = lines.flatMap(({ box, text }, segment): Word[] => {
    const trimmed = text.trim();
    const [left, top, right, bottom] = box;
    const perCharacter = (right - left) / Math.max(1, trimmed.length);
    return [...trimmed.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      confidence: 1,
      box: [
        (left + perCharacter * match.index) / width,
        top / height,
        (left + perCharacter * (match.index + match[0].length)) / width,
        bottom / height,
      ],
      segment,
    }));
  });
  return [{ number: 1, width, height, words }];
}
