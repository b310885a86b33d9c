import type { Reading, Word } from '@las/reader';
import type { BenchmarkDocument } from '../documents-file.js';
import { editDistance } from './edit-distance.js';

/** How one document was read, as counts to be summed over documents. */
export interface DocumentMeasures {
  /** Words of the transcript, words read, and how many of both are the same. */
  words: { expected: number; read: number; same: number };
  /** Character error rate: edits over the transcript's characters; 0.04 is 4 %. */
  characterErrorRate: number;
  /** For each true value whether it stands verbatim in what was read. */
  found: { label: string; found: boolean }[];
}

/**
 * Compares what was read with a person's transcript. Letter case is ignored throughout, as the transcripts of SROIE are
 * mostly in capitals whatever the receipt says.
 *
 * - words: white-space separated, as multisets, wherever on the page they stand; a word that was read twice but stands
 *   once counts once.
 * - characters: each word read goes to the line of the transcript whose box holds its centre (the nearest such line), the
 *   words of a line from left to right; edits are counted line by line, single spaces included. Words in no line's
 *   box are insertions: not even the order in which lines were read matters.
 * - found: the value stands in the words read, joined in their order, ignoring white space; a part of a longer number
 *   is no match (60.30 does not stand in 160.30).
 */
export function measureDocument(document: BenchmarkDocument, reading: Reading): DocumentMeasures {
  const words = reading.pages.flatMap((page) => page.words);
  return {
    words: compareWords(
      splitTranscript(document),
      words.map(({ text }) => fold(text)),
    ),
    characterErrorRate: characterErrorRate(document, words),
    found: document.groundTruth.map(({ label, value }) => ({ label, found: standsIn(value, words) })),
  };
}

function splitTranscript({ lines }: BenchmarkDocument): string[] {
  return lines.flatMap(({ text }) => fold(text).split(/\s+/)).filter((word) => word !== '');
}

function compareWords(expected: readonly string[], read: readonly string[]): DocumentMeasures['words'] {
  const left = new Map<string, number>();
  for (const word of expected) left.set(word, (left.get(word) ?? 0) + 1);
  let same = 0;
  for (const word of read) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    same++;
  }
  return { expected: expected.length, read: read.length, same };
}

function characterErrorRate({ lines, width, height }: BenchmarkDocument, words: readonly Word[]): number {
  const wordsOfLine: Word[][] = lines.map(() => []);
  let edits = 0;
  for (const word of words) {
    const line = lineAt(lines, ((word.box[0] + word.box[2]) / 2) * width, ((word.box[1] + word.box[3]) / 2) * height);
    if (line === undefined) edits += word.text.length;
    else wordsOfLine[line]?.push(word);
  }
  let characters = 0;
  for (const [index, { text }] of lines.entries()) {
    const expected = fold(text).trim().replace(/\s+/g, ' ');
    const fromLeft = (wordsOfLine[index] ?? []).toSorted((a, b) => a.box[0] - b.box[0]);
    edits += editDistance(expected, fold(fromLeft.map((word) => word.text).join(' ')));
    characters += expected.length;
  }
  return edits / Math.max(1, characters);
}

/** Index of the line whose box holds the point; where boxes overlap, the one whose middle is at the nearest height. */
function lineAt(lines: BenchmarkDocument['lines'], x: number, y: number): number | undefined {
  let nearest: { index: number; distance: number } | undefined;
  for (const [index, { box }] of lines.entries()) {
    const [left, top, right, bottom] = box;
    if (x < left || x > right || y < top || y > bottom) continue;
    const distance = Math.abs((top + bottom) / 2 - y);
    if (nearest === undefined || distance < nearest.distance) nearest = { index, distance };
  }
  return nearest?.index;
}

function standsIn(value: string, words: readonly Word[]): boolean {
  const wanted = fold(value).replace(/\s+/g, '');
  const borders = new Set<number>();
  let text = '';
  for (const word of words) {
    borders.add(text.length);
    text += fold(word.text);
  }
  const splitsNumber = (at: number) => !borders.has(at) && /^\d\d$/.test(text.slice(at - 1, at + 1));
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!splitsNumber(at) && !splitsNumber(at + wanted.length)) return true;
  }
  return false;
}

function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase();
}
