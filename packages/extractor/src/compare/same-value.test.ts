import { expect, it } from 'vitest';
import { isSameValue } from './same-value.js';

it.each([
  ['date', '2026-12-31', '31.12.2026', true],
  ['date', '05/06/2026', '2026-05-06', true],
  ['date', '2026-12-31', '2026-12-30', false],
  ['amount', '1234.50', '1 234,50', true],
  ['amount', '1234.50', '1234.05', false],
  ['number', '12 345', '12345', true],
  ['phone', '+47 22 33', '472233', true],
  ['all', 'Acme  LTD', 'acme ltd', true],
  ['all', 'Acme Ltd', 'Acme', false],
  ['all', true, 'true', true],
  ['all', '', null, true],
  ['amount', null, null, true],
  ['amount', '0.00', null, false],
  ['number', 'none', 'nothing', false],
] as const)('%s: %j and %j', (type, first, second, same) => {
  expect(isSameValue(type, first, second)).toBe(same);
  expect(isSameValue(type, second, first)).toBe(same);
});
