import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as dates from './date-notation.js';
import { formatAmount, formatMoney, plainAmount } from './money-notation.js';

const date = { year: 2026, month: 3, day: 7 };

test.each([
  [dates.dottedDate, '07.03.2026'],
  [dates.shortDottedDate, '07.03.26'],
  [dates.slashedDate, '07/03/2026'],
  [dates.shortSlashedDate, '07/03/26'],
  [dates.dashedDate, '07-03-2026'],
  [dates.shortMonthDate, '7 Mar 2026'],
  [dates.longEnglishDate, '7 March 2026'],
  [dates.longNorwegianDate, '7. mars 2026'],
  [dates.longGermanDate, '7. März 2026'],
  [dates.longFrenchDate, '7 mars 2026'],
  [dates.americanDate, '03/07/2026'],
  [dates.shortAmericanDate, '03/07/26'],
  [dates.shortAmericanMonthDate, 'Mar 7, 2026'],
  [dates.longAmericanDate, 'March 7, 2026'],
  [dates.standardDate, '2026-03-07'],
])('a date notation prints %s as %s', (notation, expected) => {
  expect(notation(date)).toBe(expected);
});

test.each([
  [123_456_789, { decimal: ',', group: '.' } as const, '1.234.567,89'],
  [123_450, { decimal: ',', group: ' ' } as const, '1 234,50'],
  [123_450, { decimal: '.', group: ',' } as const, '1,234.50'],
  [99_999, { decimal: '.', group: ',' } as const, '999.99'],
  [5, { decimal: '.', group: ',' } as const, '0.05'],
  [-250, { decimal: ',', group: '.' } as const, '-2,50'],
])('%i cents in notation %o are %s', (cents, notation, expected) => {
  expect(formatAmount(cents, notation)).toBe(expected);
});

test('the currency stands before or after the amount, the sign before both', () => {
  const dollars = { decimal: '.', group: ',', currency: { text: '$', place: 'before' } } as const;
  const kroner = { decimal: ',', group: ' ', currency: { text: ' kr', place: 'after' } } as const;
  expect(formatMoney(123_450, dollars)).toBe('$1,234.50');
  expect(formatMoney(-123_450, dollars)).toBe('-$1,234.50');
  expect(formatMoney(123_450, kroner)).toBe('1 234,50 kr');
});

test('a plain amount reads back as the same number of cents', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
      expect(Math.round(Number(plainAmount(cents)) * 100)).toBe(cents);
      expect(plainAmount(cents)).toMatch(/^-?\d+\.\d\d$/);
    }),
  );
});
