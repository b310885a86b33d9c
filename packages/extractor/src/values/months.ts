/** Beginnings of month names without accents: English, Norwegian, Danish, Swedish, German, Dutch, French, Spanish, Italian, Portuguese, Malay. */
const MONTH_PREFIXES: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev', 'fevr'],
  ['mar', 'mrz', 'maer', 'mae', 'maa', 'mrt', 'mac'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mei', 'maj', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago', 'ogo', 'ogs'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'des', 'dez', 'dic', 'dis'],
];

const MONTH_OF_PREFIX = new Map(MONTH_PREFIXES.flatMap((prefixes, index) => prefixes.map((p) => [p, index + 1])));

/** An alternation for a pattern; longer beginnings first. */
export const MONTH_PATTERN = [...MONTH_OF_PREFIX.keys()].sort((a, b) => b.length - a.length).join('|');

/** 1..12 for the beginning of a month's name as {@link MONTH_PATTERN} matched it. */
export const monthOf = (prefix: string): number => MONTH_OF_PREFIX.get(prefix.toLowerCase()) ?? 0;

/** English names, for writing dates with the month spelt out. */
export const MONTH_NAMES: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
