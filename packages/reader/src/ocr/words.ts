import { toWordText } from '../word-text.js';
import { partsWords } from './gap-model.js';
import { isSpace, measureGaps } from './gaps.js';
import { type Character, mean, type RecognisedLine } from './recognise.js';

/** A word of a line and where along the line's box it stands, 0..1. */
export interface LineWord {
  text: string;
  confidence: number;
  start: number;
  end: number;
}

/**
 * Splits a recognised line into words. The network was trained on text in which spaces are rare and drops most of them,
 * so that they are found by what lies between the characters.
 */
export function splitWords(line: RecognisedLine): LineWord[] {
  const toLine = (step: number) => Math.min(1, Math.max(0, (step * line.pixelsPerStep) / line.crop.width));
  return joinDecimals(groupCharacters(line)).flatMap((characters) => {
    const [first, last] = [characters[0], characters.at(-1)];
    const text = textOf(characters);
    if (first === undefined || last === undefined || text === '') return [];
    const confidence = mean(characters.map(({ probability }) => probability));
    return [{ text, confidence, start: toLine(first.step - 0.5), end: toLine(last.step + 1.5) }];
  });
}

function groupCharacters(line: RecognisedLine): Character[][] {
  const first = line.characters.find((character) => !isSpace(character));
  if (first === undefined) return [];
  let current = [first];
  const groups = [current];
  for (const gap of measureGaps(line)) {
    if (partsWords(gap)) {
      current = [];
      groups.push(current);
    }
    current.push(gap.right);
  }
  return groups;
}

/** Amounts are often printed with a wide gap at the decimal point: "2. 83" and "2 .83" are 2.83. */
function joinDecimals(groups: readonly Character[][]): Character[][] {
  const joined: Character[][] = [];
  for (const group of groups) {
    const before = joined.at(-1);
    if (before !== undefined && isDecimalSplit(textOf(before), textOf(group))) before.push(...group);
    else joined.push([...group]);
  }
  return joined;
}

function isDecimalSplit(before: string, behind: string): boolean {
  return (
    (/\d[.,]$/.test(before) && /^\d{2}(?!\d)/.test(behind)) || (/\d$/.test(before) && /^[.,]\d{2}(?!\d)/.test(behind))
  );
}

function textOf(characters: readonly Character[]): string {
  return toWordText(characters.map(({ text }) => text).join(''));
}
