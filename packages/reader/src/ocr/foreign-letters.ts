import { LEAST_ALTERNATIVE, type LineWord } from './words.js';

type Spelling = LineWord['alternatives'][number];

// Of a page's words: below it letters with accents are rather misread ones than the language's.
const LEAST_SHARE = 0.015;
// By how much less likely they are there than the recogniser, which learnt ten languages, takes them to be.
const PENALTY = 0.1;
const ACCENTED = /(?![A-Za-z])\p{L}/u;

/**
 * How a page's words are to be taken, whose language is unknown: where hardly any has a letter with an accent, spellings
 * without one are preferred, and the confidence in the others falls.
 *
 * @param words all words of the page.
 */
export function weighAccents(words: readonly LineWord[]): (word: LineWord) => LineWord {
  const accented = words.reduce((sum, { text, confidence }) => sum + (ACCENTED.test(text) ? confidence : 0), 0);
  return accented < LEAST_SHARE * words.length ? doubt : (word) => word;
}

function doubt(word: LineWord): LineWord {
  const spellings: Spelling[] = [{ text: word.text, confidence: word.confidence }, ...word.alternatives];
  if (!spellings.some(({ text }) => ACCENTED.test(text))) return word;
  const weighed = spellings.map(({ text, confidence }) => ({
    text,
    confidence: ACCENTED.test(text) ? confidence * PENALTY : confidence,
  }));
  const rest = Math.max(0, 1 - sum(spellings));
  const whole = Math.max(Number.EPSILON, sum(weighed) + rest);
  const [best, ...alternatives] = weighed
    .map(({ text, confidence }) => ({ text, confidence: confidence / whole }))
    .sort((a, b) => b.confidence - a.confidence);
  if (best === undefined) return word;
  return { ...word, ...best, alternatives: alternatives.filter(({ confidence }) => confidence >= LEAST_ALTERNATIVE) };
}

function sum(spellings: readonly Spelling[]): number {
  return spellings.reduce((total, { confidence }) => total + confidence, 0);
}
