export type LetterCase = 'upper' | 'lower' | 'asWritten';

/** Values in other letters may be slips in so few of them. */
const SLIPS = 0.02;
const MIN_VALUES = 5;

/** The letters that values are consistently written in. */
export function learnLetterCase(values: readonly string[]): LetterCase {
  const withLetters = values.filter((value) => value.toUpperCase() !== value.toLowerCase());
  if (withLetters.length < MIN_VALUES) return 'asWritten';
  const isUsual = (others: readonly string[]): boolean => others.length <= SLIPS * withLetters.length;
  if (isUsual(withLetters.filter((value) => value !== value.toUpperCase()))) return 'upper';
  return isUsual(withLetters.filter((value) => value !== value.toLowerCase())) ? 'lower' : 'asWritten';
}

export function writeInCase(text: string, letterCase: LetterCase): string {
  if (letterCase === 'asWritten') return text;
  return letterCase === 'upper' ? text.toUpperCase() : text.toLowerCase();
}
