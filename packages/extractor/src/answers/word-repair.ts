import { editDistance } from '../text/edit-distance.js';

/** Characters that readers mistake for one another, each with the one it is folded to. */
const CONFUSED: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  l: 'i',
  '|': 'i',
  '!': 'i',
  '5': 's',
  '8': 'b',
};
const LETTER_FOR_DIGIT: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B' };
const WORD = /[\p{L}\p{N}|!]+/gu;

/** In how many values a word has to stand before a word that differs in one character is taken for it: by length, the longest first. */
const NEEDED: readonly (readonly [length: number, values: number])[] = [
  [7, 2],
  [5, 4],
  [4, 8],
  [3, 30],
];

/** Puts single words right that a reader got wrong, with the words of remembered values. */
export class WordRepair {
  readonly #counts = new Map<string, number>();
  readonly #folded = new Map<string, string>();
  readonly #letterWords: (readonly [word: string, count: number])[];

  /** The values, each with the number of documents that had it. */
  constructor(values: readonly { text: string; count: number }[]) {
    for (const { text, count } of values) {
      for (const word of new Set(text.toLowerCase().match(WORD) ?? [])) {
        this.#counts.set(word, (this.#counts.get(word) ?? 0) + count);
      }
    }
    for (const [word, count] of this.#counts) {
      const known = this.#folded.get(fold(word));
      if (known === undefined || (this.#counts.get(known) ?? 0) < count) this.#folded.set(fold(word), word);
    }
    this.#letterWords = [...this.#counts].filter(([word]) => /^\p{L}{3,}$/u.test(word));
  }

  /** The text with its words put right, in the letters that it has. */
  repair(text: string): string {
    return text.replace(WORD, (word) => inCaseOf(this.#repairWord(word), word));
  }

  #repairWord(word: string): string {
    const lower = word.toLowerCase();
    if (this.#counts.has(lower) || /^\d+$/.test(lower)) return word;
    const folded = lower.length > 1 ? this.#folded.get(fold(lower)) : undefined;
    if (folded !== undefined) return folded;
    const letters = withoutStrayDigits(word);
    return this.#nearest(letters.toLowerCase()) ?? letters;
  }

  /** The most frequent word of letters at a distance of one. */
  #nearest(word: string): string | undefined {
    const needed = NEEDED.find(([length]) => word.length >= length)?.[1];
    if (needed === undefined || this.#counts.has(word) || !/\p{L}/u.test(word) || /\d.*\d/.test(word)) return undefined;
    let best: readonly [word: string, count: number] | undefined;
    for (const entry of this.#letterWords) {
      if (entry[1] < needed || entry[1] <= (best?.[1] ?? 0)) continue;
      if (editDistance(word, entry[0], 1) <= 1) best = entry;
    }
    return best?.[0];
  }
}

const fold = (word: string): string =>
  word.toLowerCase().replace(/[01l|!58]/g, (character) => CONFUSED[character] ?? '');

/** Letters for the digits of a word that is plainly one of letters: F00D. */
function withoutStrayDigits(word: string): string {
  const letters = word.match(/\p{L}/gu)?.length ?? 0;
  const digits = word.match(/\d/g)?.length ?? 0;
  if (letters < 3 || digits === 0 || digits >= letters) return word;
  const replaced = word.replace(/[0158]/g, (digit) => LETTER_FOR_DIGIT[digit] ?? digit);
  return /\d/.test(replaced) ? word : replaced;
}

/** Repairs come in lower case; the letters of the original word tell what they should be. */
function inCaseOf(repaired: string, original: string): string {
  if (repaired === original) return original;
  return original === original.toLowerCase() ? repaired.toLowerCase() : repaired.toUpperCase();
}
