/** Digits found in a text, with the separators between them. */
export interface DigitsMatch {
  /** Positions in the text. */
  start: number;
  end: number;
  /** The digits alone. */
  digits: string;
  /** Joined over a space: it may as well be two numbers. */
  joined: boolean;
}

const MAX_DIGITS = 40;
/** More runs of digits than this in one line are not put together. */
const MAX_JOINED_RUNS = 5;
const DIGIT_RUN = /\d+(?:[.,/-]\d+)*/g;
const PHONE = /(?<![\d.,])[+(]?\d[\d ()/.-]{3,28}\d(?!\d|[.,]\d)/g;

/** Finds numbers: each run of digits, parts of one that holds separators, and neighbours a space apart put together. */
export function findNumbers(text: string): DigitsMatch[] {
  const runs: DigitsMatch[] = [];
  const found: DigitsMatch[] = [];
  for (const match of text.matchAll(DIGIT_RUN)) {
    const whole = toMatch(text, [match.index, match.index + match[0].length]);
    runs.push(whole);
    found.push(whole);
    if (/\D/.test(match[0])) {
      for (const part of match[0].matchAll(/\d+/g)) {
        const start = match.index + part.index;
        found.push(toMatch(text, [start, start + part[0].length]));
      }
    }
  }
  for (const [index, first] of runs.entries()) {
    for (let last = index + 1; last < Math.min(runs.length, index + MAX_JOINED_RUNS); last++) {
      const next = runs[last] as DigitsMatch;
      if (next.start - (runs[last - 1] as DigitsMatch).end !== 1) break;
      found.push({ ...toMatch(text, [first.start, next.end]), joined: true });
    }
  }
  return found.filter(({ digits }) => digits.length <= MAX_DIGITS);
}

/** Finds what may be a telephone number: +47 22 33 44 55, (030) 123-4567. */
export function findPhones(text: string): DigitsMatch[] {
  const found: DigitsMatch[] = [];
  for (const match of text.matchAll(PHONE)) {
    const candidate = toMatch(text, [match.index, match.index + match[0].length]);
    if (candidate.digits.length >= 5) found.push(candidate);
  }
  return found;
}

/** True for one number written with and without its country or area code. */
export function isSamePhone(first: string, second: string): boolean {
  const [shorter, longer] = first.length < second.length ? [first, second] : [second, first];
  if (shorter.length < 6) return first === second;
  return longer.endsWith(shorter) || longer.endsWith(shorter.replace(/^0/, ''));
}

function toMatch(text: string, [start, end]: readonly [number, number]): DigitsMatch {
  return { start, end, digits: text.slice(start, end).replace(/\D/g, ''), joined: false };
}
