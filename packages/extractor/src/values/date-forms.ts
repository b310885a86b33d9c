import { findDates } from './dates.js';
import { MONTH_NAMES } from './months.js';

/** A way to write dates: YYYY and YY, MM and M, DD and D, MMMM and MMM for names of months, MON for DEC. */
export type DateForm = string;

export const ISO_DATE: DateForm = 'YYYY-MM-DD';

const NUMERIC_FORMS = ['/', '.', '-', ' ', ''].flatMap((separator) =>
  [
    ['DD', 'MM', 'YYYY'],
    ['MM', 'DD', 'YYYY'],
    ['YYYY', 'MM', 'DD'],
    ['DD', 'MM', 'YY'],
    ['MM', 'DD', 'YY'],
    ['D', 'M', 'YYYY'],
    ['M', 'D', 'YYYY'],
    ['D', 'M', 'YY'],
    ['M', 'D', 'YY'],
  ].map((parts) => parts.join(separator)),
);

const SPELT_FORMS = [
  'D MMM YYYY',
  'DD MMM YYYY',
  'D MMMM YYYY',
  'DD MMMM YYYY',
  'DD-MMM-YYYY',
  'DD MON YYYY',
  'DD-MON-YYYY',
  'MMM D, YYYY',
  'MMMM D, YYYY',
];

/** The forms that training values are tried against, the preferred ones first. */
export const DATE_FORMS: readonly DateForm[] = [ISO_DATE, ...NUMERIC_FORMS, ...SPELT_FORMS].filter(
  (form) => form !== 'DMYYYY' && form !== 'MDYYYY' && form !== 'DMYY' && form !== 'MDYY',
);

/** Writes YYYY-MM-DD in another form. */
export function formatDate(iso: string, form: DateForm): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  const name = MONTH_NAMES[Number(month) - 1] ?? '';
  const parts: Record<string, string> = {
    YYYY: year,
    YY: year.slice(-2),
    MMMM: name,
    MMM: name.slice(0, 3),
    MON: name.slice(0, 3).toUpperCase(),
    MM: month,
    M: String(Number(month)),
    DD: day,
    D: String(Number(day)),
  };
  return form.replace(/YYYY|YY|MMMM|MMM|MON|MM|M|DD|D/g, (part) => parts[part] ?? part);
}

/** The date that a written value means; null where it is none. */
export function parseDate(text: string, order: 'dayFirst' | 'monthFirst' = 'dayFirst'): string | null {
  const [first] = findDates(text);
  if (!first) return null;
  return order === 'dayFirst' ? (first.dayFirst ?? first.monthFirst) : (first.monthFirst ?? first.dayFirst);
}
