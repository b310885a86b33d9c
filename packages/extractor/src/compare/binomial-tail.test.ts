import { expect, it } from 'vitest';
import { binomialTail } from './binomial-tail.js';

it.each([
  [0, 0, 0.5, 1],
  [3, 3, 0.5, 1 / 8],
  [4, 5, 0.5, 6 / 32],
  [1, 5, 0.5, 31 / 32],
  [2, 2, 0.1, 0.01],
  [1, 2, 0.1, 0.19],
])('%i or more of %i with probability %d', (successes, tries, probability, chance) => {
  expect(binomialTail(successes, tries, probability)).toBeCloseTo(chance, 10);
});

it('many tries stay exact enough', () => {
  expect(binomialTail(1000, 2000, 0.5)).toBeCloseTo(0.5089, 4);
  expect(binomialTail(1200, 2000, 0.5)).toBeLessThan(1e-15);
});
