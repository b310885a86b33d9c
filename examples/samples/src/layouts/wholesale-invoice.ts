import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import type { SaleLine } from '../business/sale.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, black, grey, paleGrey, Sheet } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import { wholesaleGoods } from '../pools/wholesale-goods.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

const rowsOnFirstPage = 25;

/** Printed by a stock system in one small size; a long list that may run on to a second page, where the totals are. */
export const wholesaleInvoice: Layout = {
  name: 'wholesale-invoice',
  severalPages: true,
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: random.pick(['british', 'european']),
      numbers: ['########', 'WS######', '##/#####'],
      lines: [16, 40],
      trade: 'catering',
      goods: wholesaleGoods,
    });
    const sheet = await Sheet.create(a4, random.pick(['mono', 'sans']));
    drawHead(sheet, random, invoice);
    const articles = invoice.sale.lines.map((line) => ({ line, code: random.digits(6) }));
    let end = drawArticles(sheet, { invoice, articles: articles.slice(0, rowsOnFirstPage), y: 210 });
    const rest = articles.slice(rowsOnFirstPage);
    if (rest.length > 0) {
      sheet.text('Continued on page 2', { x: 555, y: 800, size: 8, align: 'right' });
      sheet.turnPage();
      sheet.text(`${invoice.seller.name}   ${invoice.number}   Page 2`, { x: 40, y: 46, size: 9 });
      end = drawArticles(sheet, { invoice, articles: rest, y: 60 });
    }
    drawTotals(sheet, random, { invoice, y: end + 24 });
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

function drawHead(sheet: Sheet, random: Random, invoice: Invoice): void {
  const { buyer, seller } = invoice;
  sheet.text(seller.name, { x: 40, y: 48, size: 13, weight: 'bold' });
  sheet.lines([seller.street, seller.town, `VAT ${seller.taxId}`], { x: 40, y: 62, size: 8 });
  sheet.text('SALES INVOICE', { x: 555, y: 48, size: 13, weight: 'bold', align: 'right' });
  sheet.box({ x: 40, y: 104, width: 515, height: 34 }, { fill: paleGrey });
  const cells: [string, string][] = [
    [random.pick(['INVOICE NO', 'DOCUMENT NO']), invoice.number],
    [random.pick(['INVOICE DATE', 'TAX POINT']), invoice.date(invoice.issued)],
    [random.pick(['DUE DATE', 'PAYABLE BY']), invoice.date(invoice.due)],
    ['ORDER NO', `PO${random.digits(5)}`],
    ['REP', random.pick(['JM', 'KT', 'AS', 'RB'])],
  ];
  for (const [index, [label, value]] of cells.entries()) {
    const x = 48 + index * 110;
    sheet.text(label, { x, y: 116, size: 6.8, color: grey });
    sheet.text(value, { x, y: 130, size: 8.8 });
  }
  sheet.text('DELIVER TO / INVOICE TO', { x: 40, y: 154, size: 6.8, color: grey });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: 40, y: 168, size: 9 });
}

function drawArticles(
  sheet: Sheet,
  { invoice, articles, y }: { invoice: Invoice; articles: readonly { line: SaleLine; code: string }[]; y: number },
): number {
  return drawTable(sheet, {
    columns: [
      { title: 'CODE', width: 60 },
      { title: 'DESCRIPTION', width: 245 },
      { title: 'QTY', width: 45, align: 'right' },
      { title: 'PRICE', width: 75, align: 'right' },
      { title: 'VALUE', width: 90, align: 'right' },
    ],
    rows: articles.map(({ line, code }) => [
      code,
      line.description,
      String(line.quantity),
      invoice.amount(line.unitPrice),
      invoice.amount(line.amount),
    ]),
    look: { x: 40, y, rowHeight: 20, size: 8.6, lines: 'none', accent: black, head: { fill: paleGrey, color: black } },
  });
}

function drawTotals(sheet: Sheet, random: Random, { invoice, y }: { invoice: Invoice; y: number }): void {
  const { sale, seller, taxRate } = invoice;
  sheet.rule({ x: 40, toX: 555, y: y - 14 });
  const pairs: [string, string][] = [
    ['GOODS', invoice.amount(sale.net)],
    [`VAT ${taxRate}.00%`, invoice.amount(sale.tax)],
    [random.pick(['TOTAL', 'INVOICE TOTAL', 'TOTAL DUE']), invoice.money(sale.total)],
  ];
  drawPairs(sheet, pairs, { x: 370, y, valueX: 550, valueAlign: 'right', size: 9.5, leading: 15, valueWeight: 'bold' });
  const weight = random.int(120, 900);
  sheet.lines([`${sale.lines.length} lines, ${weight} kg`, seller.account, 'E. & O. E.'], { x: 40, y, size: 8.5 });
}
