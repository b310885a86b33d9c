import type { FieldType } from '@las/extractor';

/** How an answer compares with the truth. */
export interface Comparison {
  /** The same string. */
  strict: boolean;
  /** The same date or amount; for text, the same but for case and spaces. */
  norm: boolean;
  /** The right place was found: letters and digits at least 0.9 similar; for dates and amounts as norm. */
  near: boolean;
}

const NEAR = 0.9;

/** Compares by own rules, not the extractor's: a benchmark must not share the errors of what it measures. */
export function compareValues(value: string, truth: string, type: FieldType): Comparison {
  const strict = value === truth;
  if (type === 'date' || type === 'amount') {
    const read = type === 'date' ? readDate : readAmount;
    const norm = strict || (read(truth) !== undefined && read(value) === read(truth));
    return { strict, norm, near: norm };
  }
  const norm = squeeze(value) === squeeze(truth);
  return { strict, norm, near: norm || similarity(letters(value), letters(truth)) >= NEAR };
}

const squeeze = (text: string): string => text.toLowerCase().replace(/\s+/g, '');
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Malay, Norwegian, German, French and Spanish, where they begin otherwise; without accents. */
const OTHER_MONTHS: Readonly<Record<string, string>> = {
  mei: 'may',
  mai: 'may',
  mayo: 'may',
  okt: 'oct',
  dis: 'dec',
  des: 'dec',
  dez: 'dec',
  dic: 'dec',
  ogo: 'aug',
  aou: 'aug',
  ago: 'aug',
  mac: 'mar',
  ene: 'jan',
  abr: 'apr',
  avr: 'apr',
  fev: 'feb',
  juin: 'jun',
  juil: 'jul',
};

/** A date as year-month-day, the day first where numbers leave it open, the year first where it has four digits. */
function readDate(text: string): string | undefined {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  const [first = '', second = '', third = ''] = plain.match(/\d+|[a-z]{3,}/gi) ?? [];
  if (/^(?:19|20)\d{6}$/.test(first)) return iso(first.slice(0, 4), first.slice(4, 6), first.slice(6));
  if (/^\d{8}$/.test(first)) return iso(first.slice(4), first.slice(2, 4), first.slice(0, 2));
  if (/^[a-z]/i.test(first)) return iso(third, monthNumber(first), second);
  const month = /^\d/.test(second) ? second : monthNumber(second);
  return first.length === 4 ? iso(first, month, third) : iso(third, month, first);
}

function monthNumber(name: string): string {
  const lower = name.toLowerCase();
  const start = lower.slice(0, 3);
  return String(MONTHS.indexOf(OTHER_MONTHS[lower.slice(0, 4)] ?? OTHER_MONTHS[start] ?? start) + 1);
}

function iso(year = '', month = '', day = ''): string | undefined {
  const [y, m, d] = [Number(year) + (year.length === 2 ? 2000 : 0), Number(month), Number(day)];
  return y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= 31 ? `${y}-${m}-${d}` : undefined;
}

/** An amount in hundredths, the last point or comma before one or two digits being the decimal sign. */
function readAmount(text: string): number | undefined {
  const digits = text.replace(/[^\d.,-]/g, '');
  const parts = /^(-?)([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(digits);
  const whole = parts?.[2]?.replace(/[.,]/g, '') ?? '';
  const fraction = parts?.[3] ?? '';
  if (!parts || whole + fraction === '') return undefined;
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return parts[1] === '-' ? -cents : cents;
}

function similarity(first: string, second: string): number {
  const longer = Math.max(first.length, second.length);
  if (longer === 0) return 1;
  let row = Array.from({ length: second.length + 1 }, (_, index) => index);
  for (const [index, character] of [...first].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...second].entries()) {
      const substituted = (row[column] ?? 0) + (character === other ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[second.length] ?? 0) / longer;
}
