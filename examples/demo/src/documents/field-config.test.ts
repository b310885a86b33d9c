import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inferFieldConfig } from './field-config.js';

const typeOf = (values: readonly (string | null)[]) =>
  inferFieldConfig(values.map((value) => [{ label: 'field', value }])).field?.type;

test.each([
  [['2026-12-31', '2026-01-02', null], 'date'],
  [['31.12.2026', '1/2/26'], 'date'],
  [['31 Dec 2026', '1. mai 2026', 'December 31, 2026', '05-Jan-18'], 'date'],
  [['12.50', '1,234.50', '1 234,50', '-3.00'], 'amount'],
  [['$12.50', 'EUR 7.00', '12,50 €', '99,00 kr', "1'200.00"], 'amount'],
  [['123', '0004711'], 'number'],
  [['Harbour Ltd', '12.50'], 'all'],
  [['INV-1', '22-3'], 'all'],
  [[null, null], 'all'],
  [[...Array.from({ length: 19 }, () => '12.50'), 'free'], 'amount'],
])('values like %j make a field of type %s', (values, type) => {
  expect(typeOf(values)).toBe(type);
});

test('every label that occurs becomes a field', () => {
  const fields = inferFieldConfig([
    [{ label: 'a', value: 'x' }],
    [
      { label: 'b', value: null },
      { label: 'c', value: true },
    ],
  ]);
  expect(Object.keys(fields)).toEqual(['a', 'b', 'c']);
});

test('every value fits into its field, and lengths are what the service takes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1, maxLength: 1024 })), (values) => {
      const fields = inferFieldConfig([values.map((value) => ({ label: 'field', value }))]);
      const { maxLength } = fields.field ?? { maxLength: 16 };
      expect(maxLength).toBeLessThanOrEqual(1024);
      for (const value of values) expect(value.length).toBeLessThanOrEqual(maxLength);
    }),
  );
});
