import { anyDay } from '../business/invoice.js';
import { markets } from '../business/market.js';
import { makeAddress } from '../business/party.js';
import { makeSale, type Sale } from '../business/sale.js';
import { twoDigits } from '../calendar-date.js';
import { Roll } from '../drawing/roll.js';
import { formatAmount, formatMoney, type MoneyNotation } from '../notation/money-notation.js';
import { dinerMenu, restaurantNames } from '../pools/menus.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

/** An American guest check: table and server above, tax and perhaps a tip, suggested tips as bait below. */
export const restaurantReceipt: Layout = {
  name: 'restaurant-receipt',
  async draw(random) {
    const market = markets.american;
    const notation = random.pick(market.money);
    const sale = makeSale(random, {
      goods: dinerMenu,
      lines: [2, 8],
      largestQuantity: 3,
      priceLevel: 1,
      taxRate: random.pick([6.5, 7, 8.875, 9.25]),
      pricesIncludeTax: false,
    });
    const tip = random.chance(0.4) ? Math.round(sale.net * random.pick([0.18, 0.2])) : 0;
    const facts = {
      supplier: random.pick(restaurantNames),
      date: anyDay(random),
      dueDate: null,
      invoiceNumber: random.digits(random.pick([3, 4, 5])),
      total: sale.total + tip,
      tax: sale.tax,
    };
    const roll = new Roll({
      width: random.pick([216, 240]),
      family: random.pick(['sans', 'mono']),
      size: 9.5,
      margin: 16,
    });
    printHead(roll, random, {
      name: facts.supplier,
      check: facts.invoiceNumber,
      date: random.pick(market.tillDates)(facts.date),
    });
    for (const { quantity, description, amount } of sale.lines) {
      roll.spread(`${quantity}  ${description}`, formatAmount(amount, notation));
    }
    roll.gap(0.9);
    printSums(roll, random, { sale, tip, notation });
    const farewell = random.pick(['Thank you! Please come again', 'We love to see you again', 'Follow us online']);
    roll.centre(farewell, { weight: 'italic' });
    return { pdf: await roll.save(), facts };
  },
};

function printHead(
  roll: Roll,
  random: Random,
  { name, check, date }: { name: string; check: string; date: string },
): void {
  const market = markets.american;
  const { street, town } = makeAddress(random, market);
  roll.centre(name, { size: 16, weight: 'bold' });
  roll.centre(street);
  roll.centre(town);
  roll.centre(market.phone(random));
  roll.gap();
  roll.spread(`Server: ${random.pick(market.pool.firstNames)}`, `Table ${random.int(1, 40)}/${random.int(1, 6)}`);
  roll.spread(`${random.pick(['Check #', 'Check', 'Order #'])} ${check}`, `Guests: ${random.int(1, 6)}`);
  roll.left(`${date}   ${random.int(1, 11)}:${twoDigits(random.int(0, 59))} ${random.pick(['PM', 'PM', 'AM'])}`);
  roll.rule(0);
}

function printSums(
  roll: Roll,
  random: Random,
  { sale, tip, notation }: { sale: Sale; tip: number; notation: MoneyNotation },
): void {
  const amount = (cents: number) => formatAmount(cents, notation);
  roll.spread(random.pick(['Subtotal', 'Sub Total', 'Food & Bev']), amount(sale.net));
  roll.spread(random.pick(['Tax', 'Sales Tax', 'State Tax']), amount(sale.tax));
  if (tip > 0) roll.spread(random.pick(['Gratuity', 'Tip']), amount(tip));
  roll.rule(0);
  const total = random.pick(['Total', 'TOTAL', 'Amount Due', 'Balance Due']);
  roll.spread(total, formatMoney(sale.total + tip, notation), { size: 13, weight: 'bold' });
  roll.gap();
  if (tip > 0) return;
  roll.centre('Suggested gratuity', { size: 8 });
  for (const share of [18, 20, 22]) {
    roll.centre(`${share}% = ${amount(Math.round((sale.net * share) / 100))}`, { size: 8 });
  }
  roll.gap();
}
