import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelay } from './retry-delay.js';

const now = Date.parse('2026-01-01T00:00:00Z');

test.each([
  [1, undefined, 0, 1000],
  [1, undefined, 1, 500],
  [3, undefined, 0, 4000],
  [9, undefined, 0, 60_000],
  [1, '7', 0, 7000],
  [1, '0', 0, 0],
  [1, '3600', 0, 60_000],
  [1, 'Thu, 01 Jan 2026 00:00:05 GMT', 0, 5000],
  [1, 'Thu, 01 Jan 2015 00:00:05 GMT', 0, 0],
  [2, 'soon', 0, 2000],
])('after try %i, told %s, chance %d: %i ms', (tries, header, random, delay) => {
  expect(retryDelay(tries, header, { now, random })).toBe(delay);
});

test('whatever a server asks for, the pause is between nothing and a minute', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.string(),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, header, random) => {
        const delay = retryDelay(tries, header, { now, random });
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(60_000);
      },
    ),
  );
});
