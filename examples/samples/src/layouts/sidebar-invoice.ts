import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import { personName } from '../business/party.js';
import { brandColors, drawLogo, lighten } from '../drawing/logo.js';
import { drawPairs } from '../drawing/pairs.js';
import { type Color, grey, letter, Sheet, white } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

const sidebarWidth = 178;
const mainX = sidebarWidth + 34;
const mainEnd = letter.width - 40;

/** American: a coloured bar at the left holds sender, number, dates; items without a grid at the right. */
export const sidebarInvoice: Layout = {
  name: 'sidebar-invoice',
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: 'american',
      numbers: ['#####', 'A-#####', 'INV####', '####-##'],
      lines: [1, 6],
      untaxed: 0.3,
    });
    const color = random.pick(brandColors);
    const sheet = await Sheet.create(letter, 'sans');
    drawSidebar(sheet, random, { invoice, color });
    drawMain(sheet, random, { invoice, color });
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

function drawSidebar(sheet: Sheet, random: Random, { invoice, color }: { invoice: Invoice; color: Color }): void {
  const { seller } = invoice;
  sheet.box({ x: 0, y: 0, width: sidebarWidth, height: letter.height }, { fill: color });
  drawLogo(sheet, random, { name: seller.name, x: 24, y: 36, side: 46, color: lighten(color, 0.35) });
  const name = { x: 24, y: 112, size: 13, weight: 'bold', color: white } as const;
  sheet.text(seller.name, { ...name, size: sheet.sizeToFit(seller.name, name, sidebarWidth - 34) });
  const pale = lighten(color, 0.75);
  const contact = [...seller.street.split(', '), seller.town, seller.phone, seller.email];
  sheet.lines(contact, { x: 24, y: 130, size: 8.2, color: pale });
  const blocks: [string, string][] = [
    [random.pick(['INVOICE NO.', 'INVOICE #', 'NUMBER']), invoice.number],
    [random.pick(['DATE', 'ISSUED', 'INVOICE DATE']), invoice.date(invoice.issued)],
    [random.pick(['DUE DATE', 'DUE', 'PAYMENT DUE']), invoice.date(invoice.due)],
    ['P.O. NUMBER', random.digits(6)],
  ];
  for (const [index, [label, value]] of blocks.entries()) {
    const y = 260 + index * 48;
    sheet.text(label, { x: 24, y, size: 7.5, color: pale });
    sheet.text(value, { x: 24, y: y + 16, size: 11.5, weight: 'bold', color: white });
  }
  sheet.lines(['Wire transfer', ...seller.account.split('  '), `EIN ${seller.taxId}`], {
    x: 24,
    y: 706,
    size: 8,
    color: pale,
  });
}

function drawMain(sheet: Sheet, random: Random, { invoice, color }: { invoice: Invoice; color: Color }): void {
  const { buyer, market, sale, taxRate } = invoice;
  sheet.text(random.pick(['Invoice', 'INVOICE']), { x: mainX, y: 76, size: 32, color, weight: 'bold' });
  sheet.text(random.pick(['Billed to', 'BILL TO', 'Prepared for']), { x: mainX, y: 116, size: 8.5, color: grey });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: mainX, y: 132, size: 10 });
  const width = mainEnd - mainX;
  const end = drawTable(sheet, {
    columns: [
      { title: random.pick(['Service', 'Description', 'Item']), width: width - 170 },
      { title: 'Qty', width: 36, align: 'right' },
      { title: 'Rate', width: 62, align: 'right' },
      { title: 'Amount', width: 72, align: 'right' },
    ],
    rows: sale.lines.map(({ description, quantity, unitPrice, amount }) => [
      description,
      String(quantity),
      invoice.amount(unitPrice),
      invoice.amount(amount),
    ]),
    look: { x: mainX, y: 204, rowHeight: 24, size: 9.2, lines: 'rules', accent: lighten(color), head: { color } },
  });
  const pairs: [string, string][] = [['Subtotal', invoice.money(sale.net)]];
  if (taxRate > 0) pairs.push([random.pick([`Sales tax (${taxRate}%)`, `Tax ${taxRate}%`]), invoice.money(sale.tax)]);
  const place = { x: mainX + width - 190, valueX: mainEnd - 5, valueAlign: 'right', size: 9.5, leading: 17 } as const;
  const totalY = drawPairs(sheet, pairs, { ...place, y: end + 24 }) + 14;
  sheet.box({ x: place.x - 10, y: totalY - 20, width: 200, height: 32 }, { fill: lighten(color, 0.85) });
  sheet.text(random.pick(['Balance due', 'Total', 'AMOUNT DUE']), { x: place.x, y: totalY, size: 11, color });
  const total = { x: mainEnd - 5, y: totalY + 1, size: 15, weight: 'bold', align: 'right' } as const;
  sheet.text(invoice.money(sale.total), { ...total, color });
  const thanks = `Thank you for your business! Questions? Ask for ${personName(random, market)}.`;
  sheet.text(thanks, { x: mainX, y: 720, size: 9, color: grey, weight: 'italic' });
}
