/** An amount found in a text. */
export interface AmountMatch {
  /** Positions in the text. */
  start: number;
  end: number;
  /** Canonical: 1234.50, -3.00. */
  value: string;
  /** Written with two decimals, or with ",-" in their place. */
  decimals: boolean;
  /** Joined over a space ("1 234,50"): it may as well be a quantity and a price. */
  joined: boolean;
}

const MAX_CHARACTERS = 18;
const AMOUNT =
  /(?<![\d,/]|(?<!\p{L})\.)-?\d{1,3}(?:(?:,\s?\d{3})+(?!\d)|(?:\.\d{3})+(?!\d)|(?:['’]\d{3})+(?!\d)|\d{0,12})(?:[.,](?:\s?\d{1,3}|[-–—]))?(?!\d)/gu;
const JOINED_AMOUNT =
  /(?<![\d.,/])-?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,3}(?:[.,](?:\d{2}|[-–—]))?(?![\d.,]\d)(?!\d)/g;
const WITH_DECIMALS = /[.,]\s?(?:\d{2}|[-–—])$/;

/** Finds amounts: 1234.50, 1,234.50, 1.234,50, 1 234,50, 1'234.50, 12,-, -3.00. */
export function findAmounts(text: string): AmountMatch[] {
  const found: AmountMatch[] = [];
  if (!/\d/.test(text)) return found;
  for (const [pattern, joined] of [
    [AMOUNT, false],
    [JOINED_AMOUNT, true],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      if (match[0].length > MAX_CHARACTERS) continue;
      const value = parseAmount(match[0]);
      if (value === null) continue;
      const end = match.index + match[0].length;
      found.push({ start: match.index, end, value, decimals: WITH_DECIMALS.test(match[0]), joined });
    }
  }
  return found;
}

/** Amounts that are no part of a date. */
export const findAmountsBeside = (text: string, dates: readonly { start: number; end: number }[]): AmountMatch[] =>
  findAmounts(text).filter(({ start, end }) => !dates.some((date) => start < date.end && date.start < end));

/**
 * The canonical value of an amount in any notation, currency signs and words around it left out; null for a text without one.
 * A point or comma before one or two last digits is the decimal sign, one before three groups thousands.
 */
export function parseAmount(text: string): string | null {
  const compact = text.replace(/[.,][-–—](?!\d)/g, '').replace(/[^\d.,()-]/g, '');
  const body = compact.replace(/^[^\d-]*/, '');
  const negative = /^\(.*\)$/.test(compact) || body.startsWith('-') || /\d-$/.test(body);
  const digits = body.replace(/[^\d.,]/g, '').replace(/[.,]+$/, '');
  const match = /^([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(digits);
  const small = /^0[.,](\d{3,})$/.exec(digits);
  if (small) return canonical(`0.${small[1] ?? ''}`, negative);
  if (!match) return null;
  const whole = (match[1] ?? '').replace(/[.,]/g, '');
  const fraction = match[2] ?? '';
  if (whole === '' && fraction === '') return null;
  if (whole.length > 13) return null;
  return canonical(`${whole || '0'}.${fraction || '0'}`, negative);
}

function canonical(decimal: string, negative: boolean): string {
  const value = Number(decimal).toFixed(2);
  return negative && Number(value) !== 0 ? `-${value}` : value;
}

/** An amount's canonical value in hundredths, an integer. */
export const toCents = (value: string): number => Math.round(Number(value) * 100);
