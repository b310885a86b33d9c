import { squeeze, toDigits } from '../text/normalise.js';
import { isCandidateType } from '../training/targets.js';
import type { FieldType, TruthValue } from '../types.js';
import { parseAmount } from '../values/amounts.js';
import { parseDate } from '../values/date-forms.js';
import type { DateOrder } from '../values/dates.js';

const ORDERS: readonly DateOrder[] = ['dayFirst', 'monthFirst'];

/**
 * Whether two values of a field say the same: dates and amounts compared as values, digits without what parts them, text
 * without case and spaces. An empty text is the same as null.
 */
export function isSameValue(type: FieldType, first: TruthValue, second: TruthValue): boolean {
  const [one, other] = [toText(first), toText(second)];
  if (one === null || other === null) return one === other;
  if (squeeze(one) === squeeze(other)) return true;
  if (type === 'date') return ORDERS.some((order) => isSame(parseDate(one, order), parseDate(other, order)));
  if (type === 'amount') return isSame(parseAmount(one), parseAmount(other));
  return isCandidateType(type) && isSame(toDigits(one) || null, toDigits(other));
}

function toText(value: TruthValue): string | null {
  return value === null ? null : String(value).trim() || null;
}

const isSame = (one: string | null, other: string | null): boolean => one !== null && one === other;
