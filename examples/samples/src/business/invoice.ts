import { addDays, type CalendarDate } from '../calendar-date.js';
import type { Facts } from '../fields.js';
import { formatAmount, formatMoney } from '../notation/money-notation.js';
import type { Good, Trade } from '../pools/pool.js';
import type { Random } from '../random.js';
import { type Market, type MarketName, markets } from './market.js';
import { type Company, makeCompany, makeCustomer, type Party } from './party.js';
import { makeSale, type Sale, type SaleTerms } from './sale.js';

/** All that an invoice says, and how this one prints it. */
export interface Invoice {
  market: Market;
  seller: Company;
  buyer: Party;
  sale: Sale;
  /** Per cent; 0 where no tax is charged. */
  taxRate: number;
  issued: CalendarDate;
  due: CalendarDate;
  termDays: number;
  number: string;
  /** An amount without and with its currency. */
  amount(cents: number): string;
  money(cents: number): string;
  date(date: CalendarDate): string;
}

export interface InvoiceTerms {
  market: MarketName;
  /** Forms of the number: `#` becomes a digit, `Y` the year. */
  numbers: readonly string[];
  lines: SaleTerms['lines'];
  /** What the seller deals in; any trade when absent. */
  trade?: Trade;
  /** What is sold; that of the seller's trade when absent. */
  goods?: readonly Good[];
  /** Share of invoices without tax. */
  untaxed?: number;
}

export function makeInvoice(random: Random, terms: InvoiceTerms): Invoice {
  const market = markets[terms.market];
  const seller = makeCompany(random, market, terms.trade);
  const taxRate = random.chance(terms.untaxed ?? 0) ? 0 : market.taxRate;
  const notation = random.pick(market.money);
  const issued = anyDay(random);
  const termDays = random.pick([10, 14, 14, 20, 30, 30, 45]);
  return {
    market,
    seller,
    buyer: makeCustomer(random, market),
    sale: makeSale(random, {
      goods: terms.goods ?? market.pool.trades[seller.trade].goods,
      lines: terms.lines,
      largestQuantity: 12,
      priceLevel: market.priceLevel,
      taxRate,
      pricesIncludeTax: false,
    }),
    taxRate,
    issued,
    due: addDays(issued, termDays),
    termDays,
    number: makeNumber(random, random.pick(terms.numbers), issued),
    amount: (cents) => formatAmount(cents, notation),
    money: (cents) => formatMoney(cents, notation),
    date: random.pick(market.dates),
  };
}

/** The ground truth of an invoice that prints all of its facts. */
export function factsOf(invoice: Invoice): Facts {
  return {
    supplier: invoice.seller.name,
    date: invoice.issued,
    dueDate: invoice.due,
    invoiceNumber: invoice.number,
    total: invoice.sale.total,
    tax: invoice.taxRate === 0 ? null : invoice.sale.tax,
  };
}

export function anyDay(random: Random): CalendarDate {
  return addDays({ year: 2023, month: 1, day: 1 }, random.int(0, 4 * 365));
}

/** A number in the given form: `#` becomes a digit, `Y` the year of the date. */
export function makeNumber(random: Random, form: string, date: CalendarDate): string {
  return form.replace(/#+/g, (run) => random.digits(run.length)).replace('Y', String(date.year));
}
