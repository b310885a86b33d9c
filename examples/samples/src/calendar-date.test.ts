import { expect, test } from 'vitest';
import { addDays, isoDate } from './calendar-date.js';

test.each([
  [{ year: 2024, month: 2, day: 28 }, 1, '2024-02-29'],
  [{ year: 2023, month: 2, day: 28 }, 1, '2023-03-01'],
  [{ year: 2025, month: 12, day: 31 }, 1, '2026-01-01'],
  [{ year: 2026, month: 3, day: 1 }, -1, '2026-02-28'],
  [{ year: 2026, month: 10, day: 20 }, 14, '2026-11-03'],
])('%o moved by %i days is %s', (date, days, expected) => {
  expect(isoDate(addDays(date, days))).toBe(expected);
});
