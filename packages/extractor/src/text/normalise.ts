/** Text without case and white space: what two readings of one value have in common. */
export const squeeze = (text: string): string => text.toLowerCase().replace(/\s+/g, '');

/** Lower-case letters and digits only: the key under which values are looked up and compared. */
export const toAlphanumeric = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Lower-case words of letters, one space between them. */
export const toLetters = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

export const toDigits = (text: string): string => text.replace(/\D+/g, '');

/** Takes accents off Latin letters, each character staying one character so that positions hold. */
export const foldAccents = (text: string): string =>
  text.replace(/[À-ɏ]/g, (letter) => letter.normalize('NFD').charAt(0));

const LEADING = new Set(' \t\n:;,.-');
const TRAILING = new Set(' \t\n:;,-');

/** Takes white space and punctuation off both ends, but leaves a final full stop ("Ltd."). */
export function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && LEADING.has(text.charAt(start))) start++;
  while (end > start && TRAILING.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
