import { drawLogo, drawTable, grey, Random, type Sheet } from '@las/samples/parts';
import { drawLabelled } from '../labelled.js';
import type { InvoiceContent } from './invoice.js';
import type { InvoiceLook } from './look.js';

const MARGIN = 55;
const INNER = 485;
const COLUMN = 225;

interface Part {
  look: InvoiceLook;
  content: InvoiceContent;
  y: number;
}

/** Logo, name and, but for those who have it in the foot, address of the seller. */
export function drawHead(sheet: Sheet, look: InvoiceLook): number {
  const { seller, size, head, color } = look;
  const align = { left: 'left', right: 'right', centre: 'centre', foot: 'left' }[head] as 'left' | 'right' | 'centre';
  const x = { left: MARGIN, right: MARGIN + INNER, centre: MARGIN + INNER / 2, foot: MARGIN }[head];
  if (look.hasLogo) {
    const left = head === 'right' ? MARGIN : MARGIN + INNER - 44;
    const logo = { name: seller.stem, x: left, y: 40, side: 44, color };
    drawLogo(sheet, new Random(look.logoSeed), logo);
  }
  sheet.text(seller.name, { x, y: 62, size: size * 1.7, weight: 'bold', align, color });
  if (head === 'foot') return 92;
  return sheet.lines([seller.street, seller.town, ...contacts(look)], { x, y: 80, size: size * 0.9, align }) + 12;
}

/** The buyer's address, the title, and number and dates beside, above or below. */
export function drawMeta(sheet: Sheet, { look, content, y }: Part): number {
  const { size, words, meta } = look;
  const pairs: [string, string][] = [
    [words.number, content.number],
    [words.date, look.dates(content.date)],
    [words.customer, content.customer],
  ];
  if (content.order !== null) pairs.push([words.order, content.order]);
  pairs.push([words.delivery, look.dates(content.delivery)]);
  if (content.due !== null) pairs.push([words.due, look.dates(content.due)]);
  const buyerX = meta.place === 'left' ? MARGIN + INNER - COLUMN : MARGIN;
  sheet.text(words.buyer, { x: buyerX, y: y + 14, size: size * 0.8, color: grey });
  const { name, street, town } = content.buyer;
  const afterBuyer = sheet.lines([name, street, town], { x: buyerX, y: y + 28, size: size * 1.05 });
  const looks = { size, style: meta.style, valueWeight: 'regular' } as const;
  if (meta.place === 'across') {
    const titleY = afterBuyer + 26;
    sheet.text(words.title, { x: MARGIN, y: titleY, size: size * 1.7, weight: 'bold' });
    return drawLabelled(sheet, pairs, { ...looks, x: MARGIN, y: titleY + 10, width: INNER, columns: 3 }) + 12;
  }
  const x = meta.place === 'right' ? MARGIN + INNER - COLUMN : MARGIN;
  sheet.text(words.title, { x, y: y + 18, size: size * 1.7, weight: 'bold' });
  return Math.max(afterBuyer, drawLabelled(sheet, pairs, { ...looks, x, y: y + 26, width: COLUMN })) + 16;
}

/** What was sold; a long list goes on over a second page. */
export function drawLines(sheet: Sheet, { look, content, y }: Part): number {
  const rowHeight = look.size * 1.9;
  const room = Math.floor((720 - y) / rowHeight) - 1;
  const [first, rest] = [content.sale.lines.slice(0, room), content.sale.lines.slice(room)];
  const end = drawRows(sheet, { look, content, y, lines: first, rowHeight });
  if (rest.length === 0) return end;
  const carried = first.reduce((sum, line) => sum + line.amount, 0);
  const pair = `${look.words.carried}  ${content.amount(carried)}`;
  sheet.text(pair, { x: MARGIN + INNER, y: end + 14, size: look.size, align: 'right' });
  drawFoot(sheet, look);
  sheet.turnPage();
  sheet.text(`${look.words.title} ${content.number}`, { x: MARGIN, y: 50, size: look.size });
  sheet.text(`${look.words.page} 2`, { x: MARGIN + INNER, y: 50, size: look.size, align: 'right' });
  return drawRows(sheet, { look, content, y: 66, lines: rest, rowHeight });
}

function drawRows(
  sheet: Sheet,
  { look, content, y, lines, rowHeight }: Part & { lines: InvoiceContent['sale']['lines']; rowHeight: number },
): number {
  const [item, quantity, price, amount] = look.words.columns;
  return drawTable(sheet, {
    columns: [
      { title: item, width: 245 },
      { title: quantity, width: 60, align: 'right' },
      { title: price, width: 85, align: 'right' },
      { title: amount, width: 95, align: 'right' },
    ],
    rows: lines.map((line) => [
      line.description,
      String(line.quantity),
      content.amount(line.unitPrice),
      content.amount(line.amount),
    ]),
    look: {
      x: MARGIN,
      y,
      rowHeight,
      size: look.size * 0.95,
      lines: look.table,
      accent: look.color,
      head: look.table === 'stripes' ? { fill: look.color } : {},
    },
  });
}

export function drawTotals(sheet: Sheet, { look, content, y }: Part): void {
  const { sale, taxRate } = content;
  const { words, totals, size } = look;
  const pairs: [string, string][] = [];
  if (taxRate > 0) {
    pairs.push([words.net, content.money(sale.net)]);
    const rate = String(taxRate).replace('.', look.money.decimal);
    pairs.push([`${words.tax} ${rate} %`, content.money(sale.tax)]);
  }
  pairs.push([words.total, content.money(sale.total)]);
  const place = {
    right: { x: MARGIN + INNER - COLUMN, width: COLUMN },
    left: { x: MARGIN, width: COLUMN },
    across: { x: MARGIN, width: INNER, columns: 3 },
  }[totals.place];
  const end = drawLabelled(sheet, pairs, {
    ...place,
    y: y + 12,
    size: size * 1.05,
    style: totals.style,
    valueWeight: 'bold',
  });
  sheet.text(words.thanks, { x: MARGIN, y: end + 26, size: size * 0.9 });
}

/** Bank account and tax number, and the address of those who have it here. */
export function drawFoot(sheet: Sheet, look: InvoiceLook): void {
  const { seller, words, size } = look;
  const style = { y: 776, size: size * 0.8, color: grey };
  sheet.rule({ x: MARGIN, toX: MARGIN + INNER, y: 762, thickness: 0.4, color: grey });
  sheet.lines([seller.name, seller.street, seller.town], { ...style, x: MARGIN });
  if (look.head === 'foot') sheet.lines(contacts(look), { ...style, x: MARGIN + 165 });
  const bank = [`${words.account}: ${look.account}`, `${words.taxId} ${seller.taxId}`];
  sheet.lines(bank, { ...style, x: MARGIN + 300 });
}

function contacts({ seller, words, statesPhone }: InvoiceLook): string[] {
  const phone = statesPhone ? [`${words.phone} ${seller.phone}`] : [];
  return [...phone, seller.email, seller.website];
}
