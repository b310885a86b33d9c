import { expect, it, test } from 'vitest';
import { learnDateTidying, tidyDate } from './tidy-date.js';

test.each([
  ['16-04 -2018', '16-04-2018'],
  ['18/ 04/2017', '18/04/2017'],
  ['1. 2. 2026', '1.2.2026'],
  ['03 Mar2018', '03 MAR 2018'],
  ['18Mar2018', '18 MAR 2018'],
  ['05-Jan-2017', '05-JAN-2017'],
])('%s is tidied to %s', (text, tidied) => {
  const tidying = learnDateTidying(['31 DEC 2026', '01/02/2026'], 'upper');
  expect(tidyDate(text, tidying)).toBe(tidied);
});

it('keeps a month within its numbers where the training values have it so', () => {
  expect(tidyDate('31DEC2026', learnDateTidying(['01JAN2026'], 'asWritten'))).toBe('31DEC2026');
});
