import { type CalendarDate, isoDate, twoDigits } from '../calendar-date.js';

/** A way to print a day. */
export type DateNotation = (date: CalendarDate) => string;

export type Language = 'en' | 'nb' | 'de' | 'fr' | 'es';

const months: Record<Language, readonly string[]> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  nb: 'januar februar mars april mai juni juli august september oktober november desember'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
};

export function monthName(date: CalendarDate, language: Language): string {
  return months[language][date.month - 1] ?? '';
}

const day = (date: CalendarDate) => twoDigits(date.day);
const month = (date: CalendarDate) => twoDigits(date.month);
const shortYear = (date: CalendarDate) => twoDigits(date.year % 100);
const shortMonth = (date: CalendarDate) => monthName(date, 'en').slice(0, 3);

/** 31.12.2026 */
export const dottedDate: DateNotation = (date) => `${day(date)}.${month(date)}.${date.year}`;
/** 31.12.26 */
export const shortDottedDate: DateNotation = (date) => `${day(date)}.${month(date)}.${shortYear(date)}`;
/** 31/12/2026 */
export const slashedDate: DateNotation = (date) => `${day(date)}/${month(date)}/${date.year}`;
/** 31/12/26 */
export const shortSlashedDate: DateNotation = (date) => `${day(date)}/${month(date)}/${shortYear(date)}`;
/** 31-12-2026 */
export const dashedDate: DateNotation = (date) => `${day(date)}-${month(date)}-${date.year}`;
/** 31 Dec 2026 */
export const shortMonthDate: DateNotation = (date) => `${date.day} ${shortMonth(date)} ${date.year}`;
/** 31 December 2026 */
export const longEnglishDate: DateNotation = (date) => `${date.day} ${monthName(date, 'en')} ${date.year}`;
/** 31. desember 2026 */
export const longNorwegianDate: DateNotation = (date) => `${date.day}. ${monthName(date, 'nb')} ${date.year}`;
/** 31. Dezember 2026 */
export const longGermanDate: DateNotation = (date) => `${date.day}. ${monthName(date, 'de')} ${date.year}`;
/** 31 décembre 2026 */
export const longFrenchDate: DateNotation = (date) => `${date.day} ${monthName(date, 'fr')} ${date.year}`;
/** 31 de diciembre de 2026 */
export const longSpanishDate: DateNotation = (date) => `${date.day} de ${monthName(date, 'es')} de ${date.year}`;
/** 12/31/2026 */
export const americanDate: DateNotation = (date) => `${month(date)}/${day(date)}/${date.year}`;
/** 12/31/26 */
export const shortAmericanDate: DateNotation = (date) => `${month(date)}/${day(date)}/${shortYear(date)}`;
/** Dec 31, 2026 */
export const shortAmericanMonthDate: DateNotation = (date) => `${shortMonth(date)} ${date.day}, ${date.year}`;
/** December 31, 2026 */
export const longAmericanDate: DateNotation = (date) => `${monthName(date, 'en')} ${date.day}, ${date.year}`;
/** 2026-12-31 */
export const standardDate: DateNotation = isoDate;
