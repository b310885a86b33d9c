import { anyDay } from '../business/invoice.js';
import { type MarketName, markets } from '../business/market.js';
import { makeAddress, personName } from '../business/party.js';
import { makeSale, type Sale } from '../business/sale.js';
import { twoDigits } from '../calendar-date.js';
import { Roll } from '../drawing/roll.js';
import { formatAmount, formatMoney, type MoneyNotation } from '../notation/money-notation.js';
import { type GroceryLanguage, groceries } from '../pools/groceries.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

interface Till {
  market: MarketName;
  language: GroceryLanguage;
  shops: readonly string[];
  taxRate: number;
  words: Record<
    'total' | 'items' | 'cash' | 'change' | 'card' | 'taxCode' | 'net' | 'tax' | 'receipt' | 'cashier' | 'thanks',
    string
  >;
}

const tills: readonly Till[] = [
  {
    market: 'british',
    language: 'en',
    shops: ['GREENWAY FOODS', 'FRESHFIELD MARKET', 'Corner Pantry', 'HARVEST & HOME', 'DAILY BASKET'],
    taxRate: 5,
    words: {
      total: 'TOTAL',
      items: 'ITEMS',
      cash: 'CASH',
      change: 'CHANGE',
      card: 'CARD PAYMENT',
      taxCode: 'VAT',
      net: 'NET',
      tax: 'VAT AMOUNT',
      receipt: 'RECEIPT',
      cashier: 'SERVED BY',
      thanks: 'THANK YOU FOR SHOPPING WITH US',
    },
  },
  {
    market: 'norwegian',
    language: 'nb',
    shops: ['NABOMAT', 'FJORDKJØP', 'Mathjørnet', 'DAGLIGVARE SENTRUM', 'BUNNPRISTORGET'],
    taxRate: 15,
    words: {
      total: 'TOTALT',
      items: 'VARER',
      cash: 'KONTANT',
      change: 'TILBAKE',
      card: 'BANKKORT',
      taxCode: 'MVA',
      net: 'NETTO',
      tax: 'HERAV MVA',
      receipt: 'KVITTERING',
      cashier: 'KASSERER',
      thanks: 'VELKOMMEN TILBAKE',
    },
  },
  {
    market: 'german',
    language: 'de',
    shops: ['FRISCHEMARKT', 'Kaufhalle Süd', 'BIOKORB', 'MARKTKAUFHAUS LINDE', 'GUT & GERN'],
    taxRate: 7,
    words: {
      total: 'SUMME',
      items: 'ARTIKEL',
      cash: 'BAR',
      change: 'RÜCKGELD',
      card: 'EC-KARTE',
      taxCode: 'MWST',
      net: 'NETTO',
      tax: 'STEUER',
      receipt: 'BON-NR.',
      cashier: 'ES BEDIENTE SIE',
      thanks: 'VIELEN DANK FÜR IHREN EINKAUF',
    },
  },
];

/** A narrow strip from a till, in three languages: goods, sum, payment, tax table, time and number below. */
export const supermarketReceipt: Layout = {
  name: 'supermarket-receipt',
  async draw(random) {
    const till = random.pick(tills);
    const market = markets[till.market];
    const notation = random.pick(market.money);
    const sale = makeSale(random, {
      goods: groceries[till.language],
      lines: [3, 14],
      largestQuantity: 4,
      priceLevel: market.priceLevel,
      taxRate: till.taxRate,
      pricesIncludeTax: true,
    });
    const facts = {
      supplier: random.pick(till.shops),
      date: anyDay(random),
      dueDate: null,
      invoiceNumber: random.digits(random.pick([4, 6, 8])),
      total: sale.total,
      tax: random.chance(0.75) ? sale.tax : null,
    };
    const roll = new Roll({ width: random.pick([205, 226]), family: 'mono', size: random.pick([8.5, 9.2]) });
    printHead(roll, random, { till, shop: facts.supplier });
    printGoods(roll, { till, sale, notation });
    printPayment(roll, random, { till, total: sale.total, notation });
    if (facts.tax !== null) printTax(roll, { till, sale, notation });
    const time = `${twoDigits(random.int(8, 21))}:${twoDigits(random.int(0, 59))}`;
    const date = random.pick(market.tillDates)(facts.date);
    roll.spread(`${date} ${time}`, `${till.words.receipt} ${facts.invoiceNumber}`);
    roll.left(`${till.words.cashier}: ${personName(random, market).split(' ')[0]}   #${random.int(1, 12)}`);
    roll.gap();
    roll.centre(till.words.thanks);
    if (random.chance(0.6)) roll.barcode(random);
    return { pdf: await roll.save(), facts };
  },
};

function printHead(roll: Roll, random: Random, { till, shop }: { till: Till; shop: string }): void {
  const market = markets[till.market];
  const { street, town } = makeAddress(random, market);
  roll.centre(shop, { size: 15, weight: 'bold' });
  roll.centre(street);
  roll.centre(town);
  roll.centre(market.phone(random));
  if (random.chance(0.6)) roll.centre(market.taxId(random));
  roll.gap();
  roll.rule();
}

function printGoods(roll: Roll, { till, sale, notation }: { till: Till; sale: Sale; notation: MoneyNotation }): void {
  for (const line of sale.lines) {
    const amount = formatAmount(line.amount, notation);
    if (line.quantity === 1) {
      roll.spread(line.description, amount);
      continue;
    }
    roll.left(line.description);
    roll.spread(`  ${line.quantity} x ${formatAmount(line.unitPrice, notation)}`, amount);
  }
  roll.rule();
  roll.spread(till.words.total, formatMoney(sale.total, notation), { size: 12.5, weight: 'bold' });
  const count = sale.lines.reduce((sum, line) => sum + line.quantity, 0);
  roll.left(`${count} ${till.words.items}`);
  roll.gap();
}

function printPayment(
  roll: Roll,
  random: Random,
  { till, total, notation }: { till: Till; total: number; notation: MoneyNotation },
): void {
  if (random.chance(0.5)) {
    const note = markets[till.market].priceLevel * 1000;
    const given = Math.ceil(total / note) * note + random.pick([0, note]);
    roll.spread(till.words.cash, formatAmount(given, notation));
    roll.spread(till.words.change, formatAmount(given - total, notation));
  } else {
    roll.spread(till.words.card, formatAmount(total, notation));
    roll.left(`**** **** **** ${random.digits(4)}  AUT ${random.digits(6)}`);
  }
  roll.rule();
}

function printTax(roll: Roll, { till, sale, notation }: { till: Till; sale: Sale; notation: MoneyNotation }): void {
  const cells = (texts: readonly [string, string, string]) =>
    roll.columns(
      [
        [texts[0], 0],
        [texts[1], 0.58],
        [texts[2], 1],
      ],
      { size: 8 },
    );
  cells([`${till.words.taxCode} %`, till.words.net, till.words.tax]);
  cells([`${till.taxRate}%`, formatAmount(sale.net, notation), formatAmount(sale.tax, notation)]);
  roll.rule();
}
