import { describe, expect, it, test } from 'vitest';
import { compareValues } from './compare.js';

describe('compareValues', () => {
  test.each([
    ['2026-12-31', '31/12/2026'],
    ['31 Dec 26', '2026-12-31'],
    ['Dec 31, 2026', '31-12-26'],
    ['20261231', '31122026'],
    ['31DEC2026', '31.12.2026'],
    ['2026-08-05', '5 août 2026'],
    ['2026-06-05', '5 juin 2026'],
    ['2026-07-05', '5 juillet 2026'],
    ['2026-03-05', '5. März 2026'],
    ['2026-01-05', '5 de enero de 2026'],
    ['2026-12-05', '5. desember 2026'],
  ])('takes the dates %s and %s for the same value, differently written', (value, truth) =>
    expect(compareValues(value, truth, 'date')).toEqual({ strict: false, norm: true, near: true }),
  );

  test.each([
    ['1234.50', '1,234.50'],
    ['RM 1234.50', '1.234,5'],
    ['-3.00', '-3'],
  ])('takes the amounts %s and %s for the same', (value, truth) =>
    expect(compareValues(value, truth, 'amount').norm).toBe(true),
  );

  test.each([
    ['2026-12-30', '31/12/2026', 'date'],
    ['nothing', 'none', 'date'],
    ['12.50', '12.05', 'amount'],
    ['', 'x', 'amount'],
    ['Acme', 'Ltd', 'all'],
  ] as const)('tells %s from %s', (value, truth, type) =>
    expect(compareValues(value, truth, type)).toEqual({ strict: false, norm: false, near: false }),
  );

  it('compares text without case and spaces, and says when it is nearly right', () => {
    expect(compareValues('ACME LTD', 'Acme Ltd', 'all')).toEqual({ strict: false, norm: true, near: true });
    expect(compareValues('1 Main Street, Berqen', '1 Main Street, Bergen', 'all')).toEqual({
      strict: false,
      norm: false,
      near: true,
    });
  });
});
