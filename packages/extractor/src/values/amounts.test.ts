import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AMOUNT_FORMS, formatAmount } from './amount-forms.js';
import { findAmounts, parseAmount } from './amounts.js';

const cents = fc.integer({ min: -99_999_999, max: 99_999_999 });

describe('parseAmount', () => {
  test.each([
    ['1234.50', '1234.50'],
    ['1 234,50', '1234.50'],
    ['1\u00a0234,50 kr', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ["1'234.50", '1234.50'],
    ['1’234.50 CHF', '1234.50'],
    ['CHF 1’234’567.05', '1234567.05'],
    ['RM 60.30', '60.30'],
    ['$0.5', '0.50'],
    ['12,-', '12.00'],
    ['kr. 1 234,-', '1234.00'],
    ['12.–', '12.00'],
    ['1.234', '1234.00'],
    ['1.234.567,8', '1234567.80'],
    ['0,125', '0.13'],
    ['-3.00', '-3.00'],
    ['3.00-', '-3.00'],
    ['(3.00)', '-3.00'],
    ['-0.00', '0.00'],
  ])('reads %s as %s', (text, value) => expect(parseAmount(text)).toBe(value));

  test.each(['', 'kr', '-', '.', ',-', '12345678901234567'])('finds no amount in "%s"', (text) =>
    expect(parseAmount(text)).toBeNull(),
  );

  it('reads what it writes, in every form', () => {
    fc.assert(
      fc.property(cents, fc.constantFrom(...AMOUNT_FORMS), (value, form) => {
        const canonical = (value / 100).toFixed(2).replace(/^-0\.00$/, '0.00');
        expect(parseAmount(formatAmount(canonical, form))).toBe(canonical);
      }),
    );
  });

  it('gives a canonical amount or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,-()' kr$"), maxLength: 20 }), (text) => {
        expect(parseAmount(text) ?? '0.00').toMatch(/^-?\d+\.\d\d$/);
      }),
    );
  });
});

describe('findAmounts', () => {
  const valuesIn = (text: string): string[] => findAmounts(text).map(({ value }) => value);

  test.each([
    ['Total: 1.234,50 EUR', '1234.50'],
    ['Sum 1 234,50', '1234.50'],
    ["Total CHF 1'234.50", '1234.50'],
    ['Total $1,234.50', '1234.50'],
    ['RM12.00', '12.00'],
    ['12,-', '12.00'],
    ['change -3.00', '-3.00'],
  ])('finds the amount of "%s"', (text, value) => expect(valuesIn(text)).toContain(value));

  it('tells a quantity and a price from an amount grouped by a space, and offers both', () => {
    const found = findAmounts('1 234.50');
    expect(found.filter(({ joined }) => !joined).map(({ value }) => value)).toEqual(['1.00', '234.50']);
    expect(found.filter(({ joined }) => joined).map(({ value }) => value)).toEqual(['1234.50']);
  });

  it('knows which amounts are written with decimals', () => {
    expect(findAmounts('3 12.50 7,-').map(({ decimals }) => decimals)).toEqual([false, true, true]);
  });

  it('says where an amount stands', () => {
    fc.assert(
      fc.property(cents, fc.constantFrom('1,234.50', '1.234,50', "1'234.50", '1234.50'), (value, form) => {
        const written = formatAmount((Math.abs(value) / 100).toFixed(2), form);
        const text = `Total ${written} paid`;
        expect(findAmounts(text).map(({ start, end }) => text.slice(start, end))).toContain(written);
      }),
    );
  });

  it('takes no long over long input', () => {
    const started = performance.now();
    for (const part of ['1', '1,', '1 234 ', '1.', '-']) findAmounts(part.repeat(2000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
