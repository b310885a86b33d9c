import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Good } from '../pools/pool.js';
import { Random } from '../random.js';
import { makeSale, type SaleTerms, sumOf } from './sale.js';

const goods: readonly Good[] = [
  ['Tea', 1, 4],
  ['Kettle', 20, 60],
  ['Cup', 2, 9],
];
const terms: SaleTerms = {
  goods,
  lines: [1, 8],
  largestQuantity: 5,
  priceLevel: 1,
  taxRate: 20,
  pricesIncludeTax: false,
};

test('the sums of a sale hold to the cent', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0, 7, 8.875, 25), fc.boolean(), (seed, taxRate, pricesIncludeTax) => {
      const sale = makeSale(new Random(seed), { ...terms, taxRate, pricesIncludeTax });
      const sum = sumOf(sale.lines.map((line) => line.amount));
      expect(sale.net + sale.tax).toBe(sale.total);
      expect(pricesIncludeTax ? sale.total : sale.net).toBe(sum);
      expect(Math.abs(sale.tax - (sale.net * taxRate) / 100)).toBeLessThanOrEqual(1);
      for (const line of sale.lines) expect(line.amount).toBe(line.quantity * line.unitPrice);
    }),
  );
});

test('a sale may have more lines than there are goods', () => {
  const { lines } = makeSale(new Random(1), { ...terms, lines: [8, 8] });
  expect(lines).toHaveLength(8);
});

test('prices follow the price level', () => {
  const { lines } = makeSale(new Random(1), { ...terms, goods: [['Kettle', 20, 60]], lines: [1, 1], priceLevel: 11 });
  expect(lines[0]!.unitPrice).toBeGreaterThanOrEqual(22_000);
});
