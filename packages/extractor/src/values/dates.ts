import { foldAccents } from '../text/normalise.js';
import { MONTH_PATTERN, monthOf } from './months.js';

/** Which of the first two numbers of 05/06/2026 is the day. */
export type DateOrder = 'dayFirst' | 'monthFirst';

/** A date found in a text. Values are YYYY-MM-DD. */
export interface DateMatch {
  /** Positions in the text. */
  start: number;
  end: number;
  /** Its value when the day stands first; null where that is no date. */
  dayFirst: string | null;
  /** Its value when the month stands first; the same where the notation leaves no doubt. */
  monthFirst: string | null;
}

const SHORT_OR_FULL_YEAR = '((?:19|20)\\d{2}|\\d{2}(?!\\d))';
const ORDINAL = '(?:st|nd|rd|th|er|re|\\.|º|ª)?';

const YEAR_FIRST = /(?<!\d)(\d{4})\s?([/\-.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)/g;
const NUMERIC = new RegExp(`(?<![\\d.])(\\d{1,2})\\s?([\\/\\-.])\\s?(\\d{1,2})\\s?\\2\\s?${SHORT_OR_FULL_YEAR}`, 'g');
const DAY_MONTH_NAME = new RegExp(
  `(?<!\\d)(\\d{1,2})${ORDINAL}(?:[\\s\\/\\-.,']{0,2}|\\sde\\s|\\sof\\s)(${MONTH_PATTERN})[a-z]{0,8}(?:[\\s\\/\\-.,']{0,3}|\\sde[l]?\\s)${SHORT_OR_FULL_YEAR}`,
  'gi',
);
const MONTH_NAME_DAY = new RegExp(
  `(?<![a-z])(${MONTH_PATTERN})[a-z]{0,8}[\\s\\/\\-.,']{0,2}(\\d{1,2})${ORDINAL}[\\s\\/\\-.,']{1,3}${SHORT_OR_FULL_YEAR}`,
  'gi',
);
const COMPACT_YEAR_FIRST = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/g;
const COMPACT_DAY_FIRST = /(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)/g;

type Values = Pick<DateMatch, 'dayFirst' | 'monthFirst'>;

/** In the order of preference where matches overlap. */
const NOTATIONS: readonly { pattern: RegExp; read(parts: readonly string[]): Values }[] = [
  { pattern: YEAR_FIRST, read: ([year, , month, day]) => certain(year, month, day) },
  {
    pattern: NUMERIC,
    read: ([first, , second, year]) => ({
      dayFirst: toIso(year, Number(second), Number(first)),
      monthFirst: toIso(year, Number(first), Number(second)),
    }),
  },
  { pattern: DAY_MONTH_NAME, read: ([day, month, year]) => certain(year, monthOf(month ?? ''), day) },
  { pattern: MONTH_NAME_DAY, read: ([month, day, year]) => certain(year, monthOf(month ?? ''), day) },
  { pattern: COMPACT_YEAR_FIRST, read: ([year, month, day]) => certain(year, month, day) },
  { pattern: COMPACT_DAY_FIRST, read: ([day, month, year]) => certain(year, month, day) },
];

/** Finds dates in many notations: 31.12.2026, 31/12/26, 2026-12-31, 31 décembre 2026, 31. Dez 2026, Dec 31, 2026, 20261231. */
export function findDates(text: string): DateMatch[] {
  const found: DateMatch[] = [];
  if (!/\d/.test(text)) return found;
  const folded = foldAccents(text);
  for (const { pattern, read } of NOTATIONS) {
    for (const match of folded.matchAll(pattern)) {
      const values = read(match.slice(1) as string[]);
      if (values.dayFirst === null && values.monthFirst === null) continue;
      const end = match.index + match[0].length;
      if (found.some((other) => other.start < end && match.index < other.end)) continue;
      found.push({ start: match.index, end, ...values });
    }
  }
  return found;
}

/** The value of a match in the given order, or in the other where that one is no date. */
export function dateValue(match: DateMatch, order: DateOrder): string {
  const [first, second] =
    order === 'dayFirst' ? [match.dayFirst, match.monthFirst] : [match.monthFirst, match.dayFirst];
  return first ?? second ?? '';
}

/** True where the two orders give two different dates. */
export const isAmbiguous = (match: DateMatch): boolean =>
  match.dayFirst !== null && match.monthFirst !== null && match.dayFirst !== match.monthFirst;

function certain(year: string | undefined, month: string | number | undefined, day: string | undefined): Values {
  const value = toIso(year, Number(month), Number(day));
  return { dayFirst: value, monthFirst: value };
}

function toIso(yearDigits: string | undefined, month: number, day: number): string | null {
  const year = fullYear(yearDigits ?? '');
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
