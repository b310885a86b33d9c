import type { Page, Word } from '@las/extractor';
import type { Language } from '@las/samples/parts';
import type { GeneratedDocument } from '../generated/generated-document.js';

/** How the letters that English has not came out, for the documents of one language; shares in per cent. */
export interface AccentMeasures {
  language: Language;
  documents: number;
  /** Accented letters that are printed, and how many were read as such in their place. */
  letters: number;
  right: number;
  /** Words that are printed and how many were read, wherever; then only words with such a letter. */
  wordRecall: number;
  accentedWordRecall: number;
}

const ACCENTED = /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]/u;

/** Compares what was read in pictures of generated documents with what is printed. */
export function measureAccents(
  documents: readonly { document: GeneratedDocument; pages: readonly Page[] }[],
): AccentMeasures[] {
  const languages = [...new Set(documents.map(({ document }) => document.language))].toSorted();
  return languages.map((language) => {
    const own = documents.filter(({ document }) => document.language === language);
    const pairs = own.flatMap(({ document, pages }) =>
      document.pages.map((page, index) => ({ printed: page.words, read: pages[index]?.words ?? [] })),
    );
    const letters = pairs.map(({ printed, read }) => countLetters(printed, read));
    const total = letters.reduce((sum, { all }) => sum + all, 0);
    return {
      language,
      documents: own.length,
      letters: total,
      right: share(
        letters.reduce((sum, { right }) => sum + right, 0),
        total,
      ),
      wordRecall: recall(pairs, () => true),
      accentedWordRecall: recall(pairs, (word) => ACCENTED.test(word)),
    };
  });
}

function recall(
  pairs: readonly { printed: readonly Word[]; read: readonly Word[] }[],
  counts: (word: string) => boolean,
): number {
  let [all, found] = [0, 0];
  for (const { printed, read } of pairs) {
    const left = new Map<string, number>();
    for (const { text } of read) left.set(text, (left.get(text) ?? 0) + 1);
    for (const { text } of printed.filter((word) => counts(word.text))) {
      all++;
      const available = left.get(text) ?? 0;
      if (available === 0) continue;
      found++;
      left.set(text, available - 1);
    }
  }
  return share(found, all);
}

/** Each word read belongs to the printed word whose box holds its middle or is nearest to it in the same line. */
function countLetters(printed: readonly Word[], read: readonly Word[]): { all: number; right: number } {
  const readFor = new Map<Word, string>();
  for (const word of read) {
    const target = nearest(printed, (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2);
    if (target) readFor.set(target, (readFor.get(target) ?? '') + word.text);
  }
  let [all, right] = [0, 0];
  for (const word of printed) {
    const characters = [...word.text.normalize('NFC')];
    const kept = matched(characters, [...(readFor.get(word) ?? '').normalize('NFC')]);
    for (const [index, character] of characters.entries()) {
      if (!ACCENTED.test(character)) continue;
      all++;
      if (kept.has(index)) right++;
    }
  }
  return { all, right };
}

function nearest(words: readonly Word[], x: number, y: number): Word | undefined {
  let best: { word: Word; distance: number } | undefined;
  for (const word of words) {
    const [left, top, right, bottom] = word.box;
    if (y < top || y > bottom) continue;
    const distance = Math.max(left - x, x - right, 0);
    if (best === undefined || distance < best.distance) best = { word, distance };
  }
  return best?.word;
}

/** Places of the first text whose characters stand in the second too, in a longest common subsequence of both. */
export function matched(first: readonly string[], second: readonly string[]): Set<number> {
  const lengths = Array.from({ length: first.length + 1 }, () => new Array<number>(second.length + 1).fill(0));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = first.length - 1; row >= 0; row--) {
    for (let column = second.length - 1; column >= 0; column--) {
      const same = first[row] === second[column];
      const value = same ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      (lengths[row] ?? [])[column] = value;
    }
  }
  const places = new Set<number>();
  for (let row = 0, column = 0; row < first.length && column < second.length; ) {
    if (first[row] === second[column]) {
      places.add(row);
      row++;
      column++;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return places;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}
