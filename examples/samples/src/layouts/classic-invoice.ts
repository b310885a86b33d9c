import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, black, grey, paleGrey, Sheet } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

/** Sender above, customer left, a box of facts right, a ruled grid, totals below it. */
export const classicInvoice: Layout = {
  name: 'classic-invoice',
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: random.pick(['british', 'european']),
      numbers: ['INV-#####', 'Y/####', '######', 'SI-####'],
      lines: [2, 7],
      untaxed: 0.2,
    });
    const sheet = await Sheet.create(a4, random.pick(['sans', 'serif']));
    drawHead(sheet, random, invoice);
    const tableEnd = drawItems(sheet, random, invoice);
    const totalsEnd = drawTotals(sheet, random, { invoice, y: tableEnd + 20 });
    drawFoot(sheet, invoice, totalsEnd + 30);
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

function drawHead(sheet: Sheet, random: Random, invoice: Invoice): void {
  const { seller, buyer } = invoice;
  sheet.text(seller.name, { x: 50, y: 66, size: 17, weight: 'bold' });
  const contact = [seller.street, seller.town, `Tel: ${seller.phone}`, seller.email];
  sheet.lines(contact, { x: 50, y: 84, size: 9, color: grey });
  sheet.text(random.pick(['INVOICE', 'Invoice', 'TAX INVOICE']), { x: 545, y: 70, size: 24, align: 'right' });
  sheet.rule({ x: 50, toX: 545, y: 144, thickness: 1.2 });
  sheet.text(random.pick(['Bill to', 'Invoice to:', 'Customer']), { x: 50, y: 172, size: 9, color: grey });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: 50, y: 188, size: 10.5 });
  const facts: [string, string][] = [
    [random.pick(['Invoice no.', 'Invoice number', 'Invoice #']), invoice.number],
    [random.pick(['Invoice date', 'Date', 'Date of issue']), invoice.date(invoice.issued)],
    [random.pick(['Due date', 'Payment due', 'Pay by']), invoice.date(invoice.due)],
    [random.pick(['Customer no.', 'Account', 'Your order']), random.digits(5)],
  ];
  sheet.box({ x: 335, y: 160, width: 210, height: 74 }, { border: grey });
  drawPairs(sheet, facts, {
    x: 345,
    y: 178,
    valueX: 535,
    valueAlign: 'right',
    size: 9.5,
    leading: 16,
    valueWeight: 'bold',
  });
}

function drawItems(sheet: Sheet, random: Random, invoice: Invoice): number {
  return drawTable(sheet, {
    columns: [
      { title: random.pick(['Description', 'Item', 'Details']), width: 265 },
      { title: random.pick(['Qty', 'Quantity']), width: 60, align: 'centre' },
      { title: random.pick(['Unit price', 'Price', 'Rate']), width: 80, align: 'right' },
      { title: random.pick(['Amount', 'Net', 'Line total']), width: 90, align: 'right' },
    ],
    rows: invoice.sale.lines.map((line) => [
      line.description,
      String(line.quantity),
      invoice.amount(line.unitPrice),
      invoice.amount(line.amount),
    ]),
    look: {
      x: 50,
      y: 262,
      rowHeight: 21,
      size: 9.5,
      lines: 'grid',
      accent: grey,
      head: { fill: paleGrey, color: black },
    },
  });
}

function drawTotals(sheet: Sheet, random: Random, { invoice, y }: { invoice: Invoice; y: number }): number {
  const { sale, taxRate } = invoice;
  const place = { x: 350, valueX: 540, valueAlign: 'right', size: 10, leading: 17 } as const;
  const parts: [string, string][] = [[random.pick(['Subtotal', 'Net total', 'Goods total']), invoice.money(sale.net)]];
  if (taxRate > 0) parts.push([random.pick([`VAT @ ${taxRate}%`, `VAT ${taxRate}%`, 'VAT']), invoice.money(sale.tax)]);
  const next = drawPairs(sheet, parts, { ...place, y });
  sheet.rule({ x: 345, toX: 545, y: next - 10 });
  const label = random.pick(['Total due', 'TOTAL', 'Amount due', 'Invoice total']);
  return drawPairs(sheet, [[label, invoice.money(sale.total)]], {
    ...place,
    y: next + 6,
    size: 12.5,
    labelWeight: 'bold',
    valueWeight: 'bold',
  });
}

function drawFoot(sheet: Sheet, invoice: Invoice, y: number): void {
  const { seller, termDays } = invoice;
  const terms = `Payment within ${termDays} days. Please quote the invoice number with your payment. Interest is charged on overdue accounts.`;
  sheet.paragraph(terms, { x: 50, y, size: 8.5, width: 260, color: grey });
  sheet.rule({ x: 50, toX: 545, y: 784, color: grey });
  const foot = [
    `${seller.account}   VAT reg. no. ${seller.taxId}`,
    `Registered office: ${seller.street}, ${seller.town}`,
  ];
  sheet.lines(foot, { x: 297, y: 798, size: 8, align: 'centre', color: grey });
}
