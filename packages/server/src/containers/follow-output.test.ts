import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLater } from './follow-output.js';

const now = 1_795_618_771_495;

test('a line whose time was stored in seconds, to the microsecond, is not later than itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (nanoseconds) => {
      const time = now + nanoseconds / 1e6;
      const stored = Math.round(time * 1000) / 1e6;
      expect(isLater(time, stored * 1000)).toBe(false);
    }),
  );
});

test('one of two microseconds later is', () => {
  expect(isLater(now + 0.123_456, now + 0.121_456)).toBe(true);
  expect(isLater(now, 0)).toBe(true);
});
