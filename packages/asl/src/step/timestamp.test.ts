import { expect, test } from 'vitest';
import { parseTimestamp } from './timestamp.js';

test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['1970-01-01T00:00:01.5Z', 1500],
  ['1970-01-01T00:00Z', 0],
  ['1970-01-01T01:00:00+01:00', 0],
  ['1969-12-31T23:00:00-01:00', 0],
  ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
  ['0050-01-01T00:00:00Z', new Date('0050-01-01T00:00:00Z').getTime()],
])('%s is %d', (text, time) => {
  expect(parseTimestamp(text)).toBe(time);
});

test('fractions finer than a millisecond count', () => {
  const [first, second] = ['1970-01-01T00:00:00.000100Z', '1970-01-01T00:00:00.000200Z'].map(parseTimestamp);
  expect(first).toBeLessThan(second ?? 0);
});

test.each([
  '',
  '1970-01-01',
  '1970-01-01T00:00:00',
  '1970-01-01 00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2023-04-31T00:00:00Z',
  '2023-13-01T00:00:00Z',
  '2023-01-00T00:00:00Z',
  '2023-01-01T24:00:00Z',
  '2023-01-01T00:60:00Z',
  '2023-01-01T00:00:00+19:00',
  '2023-01-01T00:00:00+0100',
  '2023-01-01T00:00:00.Z',
  ' 2023-01-01T00:00:00Z',
])('%j is none', (text) => {
  expect(parseTimestamp(text)).toBeUndefined();
});
