import {
  a4,
  addDays,
  anyDay,
  type CalendarDate,
  formatAmount,
  formatMoney,
  isoDate,
  makeCustomer,
  makeNumber,
  makeSale,
  type Party,
  plainAmount,
  type Random,
  type Sale,
  Sheet,
} from '@las/samples/parts';
import type { DocumentKind } from '../generated-document.js';
import { drawFoot, drawHead, drawLines, drawMeta, drawTotals } from './draw.js';
import { type InvoiceLook, makeLook } from './look.js';

/** What one invoice says; null for what it does not say. */
export interface InvoiceContent {
  number: string;
  date: CalendarDate;
  due: CalendarDate | null;
  order: string | null;
  customer: string;
  delivery: CalendarDate;
  buyer: Party;
  taxRate: number;
  sale: Sale;
  amount(cents: number): string;
  money(cents: number): string;
}

/** Invoices in five languages and the notations of seven markets, each sender with a layout and wording of its own. */
export const invoice: DocumentKind = {
  name: 'invoice',
  fields: {
    supplier: { type: 'all', maxLength: 80 },
    tax_id: { type: 'alphanumext', maxLength: 30 },
    phone: { type: 'phone', maxLength: 24 },
    buyer: { type: 'all', maxLength: 80 },
    invoice_number: { type: 'alphanumext', maxLength: 24 },
    order_number: { type: 'alphanumext', maxLength: 24 },
    date: { type: 'date', maxLength: 10 },
    due_date: { type: 'date', maxLength: 10 },
    net: { type: 'amount', maxLength: 14 },
    tax: { type: 'amount', maxLength: 14 },
    total: { type: 'amount', maxLength: 14 },
    account: { type: 'alphanumext', maxLength: 40 },
  },
  async draw(sender, random, senderNumber) {
    const look = makeLook(sender, senderNumber);
    const content = makeContent(random, look);
    const sheet = await Sheet.create(a4, look.family);
    const afterHead = drawHead(sheet, look);
    const afterMeta = drawMeta(sheet, { look, content, y: afterHead });
    const afterLines = drawLines(sheet, { look, content, y: afterMeta });
    drawTotals(sheet, { look, content, y: afterLines });
    drawFoot(sheet, look);
    return { sheet, language: look.language, sender: look.seller.name, truth: truthOf(look, content) };
  },
};

function makeContent(random: Random, look: InvoiceLook): InvoiceContent {
  const { market, money } = look;
  const date = anyDay(random);
  const taxRate = look.isTaxed ? market.taxRate : 0;
  return {
    number: makeNumber(random, look.numberForm, date),
    date,
    due: look.statesDue && random.chance(0.95) ? addDays(date, random.pick([10, 14, 14, 30, 30, 45])) : null,
    order: random.chance(0.6) ? makeNumber(random, random.pick(['PO-#####', '#######', 'B##/###']), date) : null,
    customer: random.digits(5),
    delivery: addDays(date, -random.int(0, 9)),
    buyer: makeCustomer(random, market),
    taxRate,
    sale: makeSale(random, {
      goods: market.pool.trades[look.seller.trade].goods,
      lines: look.isLong ? [24, 38] : [1, 8],
      largestQuantity: 12,
      priceLevel: market.priceLevel,
      taxRate,
      pricesIncludeTax: false,
    }),
    amount: (cents) => formatAmount(cents, money),
    money: (cents) => (look.amountsWithCurrency ? formatMoney(cents, money) : formatAmount(cents, money)),
  };
}

function truthOf(look: InvoiceLook, content: InvoiceContent): Record<string, string | null> {
  const { sale } = content;
  const isTaxed = content.taxRate > 0;
  return {
    supplier: look.seller.name,
    tax_id: look.seller.taxId,
    phone: look.statesPhone ? look.seller.phone : null,
    buyer: content.buyer.name,
    invoice_number: content.number,
    order_number: content.order,
    date: isoDate(content.date),
    due_date: content.due && isoDate(content.due),
    net: isTaxed ? plainAmount(sale.net) : null,
    tax: isTaxed ? plainAmount(sale.tax) : null,
    total: plainAmount(sale.total),
    account: look.account,
  };
}
