import { describe, expect, it, test } from 'vitest';
import { findNumbers, findPhones, isSamePhone } from './digits.js';

describe('findNumbers', () => {
  const digitsIn = (text: string): string[] => findNumbers(text).map(({ digits }) => digits);

  it('finds runs of digits, also within words', () => expect(digitsIn('No.4711 INV-0815A')).toEqual(['4711', '0815']));

  it('offers a number with separators whole and in parts', () =>
    expect(digitsIn('12-345')).toEqual(['12345', '12', '345']));

  it('offers numbers a space apart one by one and together', () =>
    expect(digitsIn('1234 5678')).toEqual(['1234', '5678', '12345678']));
});

describe('findPhones', () => {
  test.each(['+47 22 33 44 55', '(030) 123-4567', '07-3507405', '22334455'])('finds %s', (phone) =>
    expect(findPhones(`Tel: ${phone}, office`).map(({ start, end }) => `Tel: ${phone}`.slice(start, end))).toEqual([
      phone,
    ]),
  );

  it('takes a number with and without its country code for the same', () => {
    expect(isSamePhone('4722334455', '22334455')).toBe(true);
    expect(isSamePhone('4722334455', '02233445')).toBe(false);
    expect(isSamePhone('123', '23')).toBe(false);
  });
});
