import type { Page, Word } from '@las/extractor';
import type { PlacedText, Sheet } from '@las/samples/parts';

/** What stands on a sheet as pages of words: texts from the top down, then from the left. */
export function pagesOf(sheet: Sheet): Page[] {
  return Array.from({ length: sheet.pageCount }, (_, page) => ({
    number: page + 1,
    width: sheet.width,
    height: sheet.height,
    words: sheet.placedTexts
      .filter((text) => text.page === page && text.words.length > 0)
      .toSorted((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
      .flatMap((text, segment) => wordsOf(text, segment, sheet)),
  }));
}

function wordsOf({ words, box }: PlacedText, segment: number, { width, height }: Sheet): Word[] {
  return words.map(({ text, left, right }) => ({
    text,
    confidence: 1,
    box: [left / width, box.y / height, right / width, (box.y + box.height) / height],
    segment,
  }));
}
