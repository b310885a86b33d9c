import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import { personName } from '../business/party.js';
import { a4, grey, Sheet } from '../drawing/sheet.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

const edge = { left: 72, right: 523 };

/** A letter on headed paper: the facts stand in a subject line and in sentences. */
export const letterheadInvoice: Layout = {
  name: 'letterhead-invoice',
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: random.pick(['british', 'european']),
      numbers: ['###/Y', 'MB-####', 'Y-###', 'F#####'],
      lines: [1, 3],
      trade: 'consulting',
      untaxed: 0.25,
    });
    const sheet = await Sheet.create(a4, 'serif');
    drawLetterhead(sheet, invoice);
    drawOpening(sheet, random, invoice);
    const end = drawCharges(sheet, random, invoice);
    drawClosing(sheet, random, { invoice, y: end + 34 });
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

function drawLetterhead(sheet: Sheet, { seller }: Invoice): void {
  sheet.text(seller.name, { x: 297, y: 70, size: 22, align: 'centre' });
  sheet.text(`${seller.street}, ${seller.town}`, { x: 297, y: 88, size: 9.5, align: 'centre', weight: 'italic' });
  sheet.text(`${seller.phone}  |  ${seller.email}`, { x: 297, y: 101, size: 9.5, align: 'centre', weight: 'italic' });
  sheet.rule({ x: edge.left, toX: edge.right, y: 112 });
  sheet.rule({ x: edge.left, toX: edge.right, y: 115, thickness: 0.3 });
}

function drawOpening(sheet: Sheet, random: Random, invoice: Invoice): void {
  const { buyer, market } = invoice;
  sheet.text(invoice.date(invoice.issued), { x: edge.right, y: 152, size: 11, align: 'right' });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: edge.left, y: 152, size: 11 });
  sheet.text(`${random.pick(['Our ref.', 'File'])}: ${random.digits(4)}`, {
    x: edge.left,
    y: 212,
    size: 10,
    color: grey,
  });
  const subject = random.pick(['Invoice', 'Fee note', 'Invoice no.']);
  sheet.text(`${subject} ${invoice.number}`, { x: edge.left, y: 246, size: 13, weight: 'bold' });
  const opening = `Dear ${personName(random, market)}, please find below our charges for the work carried out on your behalf up to the end of last month, as agreed.`;
  sheet.paragraph(opening, { x: edge.left, y: 272, size: 11, width: edge.right - edge.left });
}

function drawCharges(sheet: Sheet, random: Random, invoice: Invoice): number {
  const { sale, taxRate } = invoice;
  let y = 330;
  const charge = (label: string, cents: number, weight: 'regular' | 'bold' = 'regular') => {
    sheet.text(label, { x: edge.left + 20, y, size: 11, weight });
    sheet.text(invoice.money(cents), { x: edge.right - 20, y, size: 11, weight, align: 'right' });
    y += 20;
  };
  for (const line of sale.lines) {
    const times = line.quantity > 1 ? ` (${line.quantity} at ${invoice.amount(line.unitPrice)})` : '';
    charge(line.description + times, line.amount);
  }
  sheet.rule({ x: edge.right - 110, toX: edge.right - 20, y: y - 10, thickness: 0.5 });
  y += 4;
  if (taxRate > 0) {
    charge(random.pick(['Fees before tax', 'Net']), sale.net);
    charge(random.pick([`Value added tax at ${taxRate}%`, `VAT (${taxRate}%)`]), sale.tax);
  }
  charge(random.pick(['Total payable', 'Total', 'Amount now due']), sale.total, 'bold');
  sheet.rule({ x: edge.right - 110, toX: edge.right - 20, y: y - 12, thickness: 1.2 });
  return y;
}

function drawClosing(sheet: Sheet, random: Random, { invoice, y }: { invoice: Invoice; y: number }): void {
  const { market, seller } = invoice;
  const due = invoice.date(invoice.due);
  const wording = random.pick([
    `We should be grateful for payment by ${due} to the account below.`,
    `Payment is kindly requested no later than ${due}, to the account below.`,
    `Our terms are ${invoice.termDays} days; the sum above falls due on ${due}.`,
  ]);
  const next = sheet.paragraph(wording, { x: edge.left, y, size: 11, width: edge.right - edge.left });
  sheet.text(seller.account, { x: edge.left + 20, y: next + 8, size: 10.5 });
  sheet.text('Yours sincerely,', { x: edge.left, y: next + 44, size: 11 });
  const name = personName(random, market);
  sheet.text(name, { x: edge.left, y: next + 80, size: 16, weight: 'italic', color: [0.1, 0.15, 0.45] });
  sheet.text(name, { x: edge.left, y: next + 100, size: 11 });
  sheet.text(`VAT registration ${seller.taxId}`, { x: 297, y: 800, size: 8.5, align: 'centre', color: grey });
}
