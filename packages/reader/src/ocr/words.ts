import { toWordText } from '../word-text.js';
import { type Candidate, spellings } from './beam.js';
import type { Character, Posteriors, RecognisedLine } from './recognise.js';

/** A word of a line and where along the line's box it stands, 0..1. */
export interface LineWord {
  text: string;
  /** How likely the text is of all that the steps of the word may spell, and the word to begin and end where it does. */
  confidence: number;
  /** Other spellings, best first. */
  alternatives: { text: string; confidence: number }[];
  start: number;
  end: number;
}

// Pixels of the crop by which a word reaches beyond the places where its first and last character were first seen.
const BEFORE = 4;
const BEHIND = 12;
const MOST_ALTERNATIVES = 3;
export const LEAST_ALTERNATIVE = 0.01;

/** Splits a recognised line into words at the spaces that the network saw. */
export function splitWords(line: RecognisedLine, dictionary: readonly string[]): LineWord[] {
  const toLine = (pixel: number) => Math.min(1, Math.max(0, pixel / line.crop.width));
  return joinDecimals(groupCharacters(line, dictionary.lastIndexOf(' '))).flatMap((group) => {
    const [first, last] = [group.characters[0], group.characters.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { pixelsPerStep } = line;
    const apart = group.before * group.whole * group.behind;
    const [best, ...others] = readings(spellings(line.posteriors, stepsOf(group), dictionary), apart);
    if (best === undefined) return [];
    const alternatives = others.filter(({ confidence }) => confidence >= LEAST_ALTERNATIVE).slice(0, MOST_ALTERNATIVES);
    return [
      {
        ...best,
        alternatives,
        start: toLine(first.step * pixelsPerStep - BEFORE),
        end: toLine(last.step * pixelsPerStep + BEHIND),
      },
    ];
  });
}

/** Characters without a space between them and the time steps, to the spaces around or the line's ends, that they fill. */
interface Group {
  characters: Character[];
  from: number;
  to: number;
  /** How likely there is a space before it and behind it, 1 at the line's ends, and none in it. */
  before: number;
  behind: number;
  whole: number;
}

function groupCharacters({ characters, posteriors }: RecognisedLine, space: number): Group[] {
  const groups: Group[] = [];
  let current: Character[] = [];
  let from = 0;
  for (const character of [...characters, { text: ' ', probability: 1, step: posteriors.steps }]) {
    if (character.text !== ' ') {
      current.push(character);
      continue;
    }
    const [first, last] = [current[0], current.at(-1)];
    if (first !== undefined && last !== undefined) {
      const before = groups.at(-1);
      const end = before?.characters.at(-1);
      const gap = end === undefined ? 1 : 1 - noSpace(posteriors, space, end.step, first.step);
      if (before !== undefined) before.behind = gap;
      const whole = noSpace(posteriors, space, first.step, last.step);
      groups.push({ characters: current, from, to: character.step, before: gap, behind: 1, whole });
    }
    current = [];
    from = character.step;
  }
  return groups;
}

/** How likely none of the time steps between two shows a space. */
function noSpace({ data, classes }: Posteriors, space: number, after: number, before: number): number {
  let probability = 1;
  for (let step = after + 1; step < before; step++) probability *= 1 - (data[step * classes + space] ?? 0);
  return probability;
}

/** Amounts are often printed with a wide gap at the decimal point: "2. 83" and "2 .83" are 2.83. */
function joinDecimals(groups: readonly Group[]): Group[] {
  const joined: Group[] = [];
  for (const group of groups) {
    const before = joined.at(-1);
    if (before !== undefined && isDecimalSplit(textOf(before), textOf(group))) {
      before.characters.push(...group.characters);
      before.to = group.to;
      before.behind = group.behind;
      before.whole *= group.whole;
    } else joined.push({ ...group, characters: [...group.characters] });
  }
  return joined;
}

function isDecimalSplit(before: string, behind: string): boolean {
  return (
    (/\d[.,]$/.test(before) && /^\d{2}(?!\d)/.test(behind)) || (/\d$/.test(before) && /^[.,]\d{2}(?!\d)/.test(behind))
  );
}

function textOf({ characters }: Group): string {
  return characters.map(({ text }) => text).join('');
}

function stepsOf({ from, to }: Group): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/**
 * Spellings as words have them, those that are then the same taken together.
 *
 * @param apart how likely the word begins and ends where it does, whatever it spells.
 */
function readings(candidates: readonly Candidate[], apart: number): { text: string; confidence: number }[] {
  const confidences = new Map<string, number>();
  for (const { text: raw, probability } of candidates) {
    const text = toWordText(raw);
    if (text !== '') confidences.set(text, (confidences.get(text) ?? 0) + probability);
  }
  return [...confidences]
    .map(([text, confidence]) => ({ text, confidence: Math.min(1, confidence) * apart }))
    .sort((a, b) => b.confidence - a.confidence);
}
