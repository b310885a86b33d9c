import type { Good } from '../pools/pool.js';
import type { Random } from '../random.js';

/** Amounts are in hundredths of the currency's unit. */
export interface SaleLine {
  description: string;
  quantity: number;
  unitPrice: number;
  amount: number;
}

export interface Sale {
  lines: readonly SaleLine[];
  /** Without tax. */
  net: number;
  tax: number;
  total: number;
}

export interface SaleTerms {
  goods: readonly Good[];
  /** Least and most number of lines. */
  lines: readonly [number, number];
  largestQuantity: number;
  priceLevel: number;
  /** Per cent; 0 where no tax is charged. */
  taxRate: number;
  /** Tills print prices that hold the tax already. */
  pricesIncludeTax: boolean;
}

/** Draws what was bought; the sums hold to the cent. */
export function makeSale(random: Random, terms: SaleTerms): Sale {
  const count = random.int(...terms.lines);
  const chosen = Array.from({ length: Math.ceil(count / terms.goods.length) }, () => random.shuffle(terms.goods))
    .flat()
    .slice(0, count);
  const lines = chosen.map((good) => makeLine(random, good, terms));
  const sum = sumOf(lines.map((line) => line.amount));
  const rate = terms.taxRate / 100;
  if (terms.pricesIncludeTax) {
    const net = Math.round(sum / (1 + rate));
    return { lines, net, tax: sum - net, total: sum };
  }
  const tax = Math.round(sum * rate);
  return { lines, net: sum, tax, total: sum + tax };
}

export function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

/** A price as shops like to write it: mostly ending in 00, 50, 90, 95 or 99. */
export function makePrice(random: Random, low: number, high: number): number {
  const whole = Math.floor(random.between(low, high + 1)) * 100;
  return whole + random.pick([0, 0, 50, 90, 95, 99, random.int(1, 99)]);
}

function makeLine(random: Random, [description, low, high]: Good, terms: SaleTerms): SaleLine {
  const unitPrice = makePrice(random, low * terms.priceLevel, high * terms.priceLevel);
  const quantity = random.chance(0.45) ? 1 : random.int(1, terms.largestQuantity);
  return { description, quantity, unitPrice, amount: unitPrice * quantity };
}
