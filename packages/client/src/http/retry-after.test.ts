import { expect, it } from 'vitest';
import { parseRetryAfter } from './retry-after.js';

const now = Date.parse('2021-05-26T12:00:00Z');

it.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['0', 0],
  ['120', 120],
  [' 7 ', 7],
  ['1.5', 1.5],
  ['Wed, 26 May 2021 12:00:30 GMT', 30],
  ['Wed, 26 May 2021 11:59:00 GMT', 0],
])('reads %j as %j seconds', (header, seconds) => {
  expect(parseRetryAfter(header, now)).toBe(seconds);
});
