import { anyDay, makeNumber } from '../business/invoice.js';
import { markets } from '../business/market.js';
import { makeAddress, personName } from '../business/party.js';
import { addDays, type CalendarDate } from '../calendar-date.js';
import { drawBarcode } from '../drawing/codes.js';
import { brandColors, lighten } from '../drawing/logo.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, type Color, grey, Sheet, white } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import type { Facts } from '../fields.js';
import { formatMoney } from '../notation/money-notation.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

const suppliers = [
  'Northern Light Energy',
  'BrightGrid Power',
  'Clearwell Water',
  'Evergreen Gas & Electric',
  'Tideline Energy',
];
const market = markets.british;

interface Bill {
  supplier: string;
  number: string;
  account: string;
  issued: CalendarDate;
  due: CalendarDate;
  /** What was used, and its charges in pence. */
  units: number;
  unitPrice: number;
  standing: number;
  tax: number;
  charges: number;
  previous: number;
  color: Color;
  date(date: CalendarDate): string;
  money(pence: number): string;
}

/** Two pages: the sum, due date and a graph on the first; readings and tax on the second. The last bill was paid. */
export const utilityBill: Layout = {
  name: 'utility-bill',
  severalPages: true,
  async draw(random) {
    const bill = makeBill(random);
    const sheet = await Sheet.create(a4, 'sans');
    drawSummary(sheet, random, bill);
    drawGraph(sheet, random, bill);
    drawStub(sheet, random, bill);
    sheet.turnPage();
    drawDetails(sheet, random, bill);
    return { pdf: await sheet.save(), facts: factsOf(bill) };
  },
};

function makeBill(random: Random): Bill {
  const issued = anyDay(random);
  const units = random.int(180, 980);
  const unitPrice = random.int(18, 34);
  const standing = random.int(900, 4200);
  const net = units * unitPrice + standing;
  const tax = Math.round(net * 0.05);
  const notation = random.pick(market.money);
  return {
    supplier: random.pick(suppliers),
    number: makeNumber(random, random.pick(['########', 'B-#######', '###-###-###']), issued),
    account: `${random.digits(4)} ${random.digits(4)} ${random.digits(2)}`,
    issued,
    due: addDays(issued, random.pick([14, 18, 21])),
    units,
    unitPrice,
    standing,
    tax,
    charges: net + tax,
    previous: random.int(4000, 26_000),
    color: random.pick(brandColors),
    date: random.pick(market.dates),
    money: (pence) => formatMoney(pence, notation),
  };
}

function factsOf(bill: Bill): Facts {
  return {
    supplier: bill.supplier,
    date: bill.issued,
    dueDate: bill.due,
    invoiceNumber: bill.number,
    total: bill.charges,
    tax: bill.tax,
  };
}

function drawSummary(sheet: Sheet, random: Random, bill: Bill): void {
  sheet.box({ x: 0, y: 0, width: a4.width, height: 92 }, { fill: bill.color });
  sheet.text(bill.supplier, { x: 45, y: 56, size: 23, weight: 'bold', color: white });
  sheet.text('Your bill explained  >  page 2', { x: 550, y: 56, size: 9, align: 'right', color: white });
  const { street, town } = makeAddress(random, market);
  sheet.lines([personName(random, market), street, town], { x: 45, y: 134, size: 11 });
  const facts: [string, string][] = [
    [random.pick(['Bill number', 'Invoice number', 'Bill no.']), bill.number],
    [random.pick(['Bill date', 'Date of bill', 'Issued']), bill.date(bill.issued)],
    ['Account number', bill.account],
    ['Billing period', `${bill.date(addDays(bill.issued, -92))} - ${bill.date(addDays(bill.issued, -2))}`],
  ];
  drawPairs(sheet, facts, { x: 290, y: 134, valueX: 380, size: 9, leading: 16, valueWeight: 'bold' });
  sheet.box({ x: 45, y: 212, width: 505, height: 96 }, { fill: lighten(bill.color, 0.88) });
  sheet.text(random.pick(['Amount to pay', 'Please pay', 'Total due']), { x: 62, y: 240, size: 12 });
  sheet.text(bill.money(bill.charges), { x: 62, y: 278, size: 30, weight: 'bold', color: bill.color });
  const due = `${random.pick(['Please pay by', 'Due date', 'To be paid by'])} ${bill.date(bill.due)}`;
  sheet.text(due, { x: 62, y: 297, size: 10 });
  const summary: [string, string][] = [
    ['Last bill', bill.money(bill.previous)],
    ['Payment received, thank you', `-${bill.money(bill.previous)}`],
    ['Charges this period', bill.money(bill.charges)],
  ];
  drawPairs(sheet, summary, { x: 310, y: 242, valueX: 535, valueAlign: 'right', size: 10, leading: 19 });
}

function drawGraph(sheet: Sheet, random: Random, bill: Bill): void {
  sheet.text('Your usage over the year', { x: 45, y: 350, size: 13, weight: 'bold', color: bill.color });
  const base = 520;
  const months = ['J', 'F', 'M', 'A', 'M', 'J', 'J', 'A', 'S', 'O', 'N', 'D'];
  for (const [index, month] of months.entries()) {
    const season = 0.55 + 0.45 * Math.cos((2 * Math.PI * index) / 12);
    const height = 130 * season * random.between(0.75, 1);
    const x = 60 + index * 40;
    sheet.box({ x, y: base - height, width: 24, height }, { fill: lighten(bill.color, index === 11 ? 0 : 0.5) });
    sheet.text(month, { x: x + 12, y: base + 14, size: 9, align: 'centre', color: grey });
  }
  sheet.rule({ x: 45, toX: 550, y: base, color: grey });
  const advice = `Moving home or having trouble paying? Call us free on ${market.phone(random)}, Monday to Friday from 8 to 18.`;
  sheet.paragraph(advice, { x: 45, y: 570, size: 10, width: 505 });
}

function drawStub(sheet: Sheet, random: Random, bill: Bill): void {
  sheet.rule({ x: 30, toX: 565, y: 690, dashes: 3, color: grey });
  sheet.text('Bank giro credit', { x: 45, y: 714, size: 12, weight: 'bold' });
  sheet.text(bill.supplier, { x: 45, y: 732, size: 9 });
  const pairs: [string, string][] = [
    ['Reference', bill.account],
    ['Amount', bill.money(bill.charges)],
  ];
  drawPairs(sheet, pairs, { x: 300, y: 718, valueX: 375, size: 10, leading: 17 });
  drawBarcode(sheet, random, { x: 45, y: 752, width: 250, height: 36 });
}

function drawDetails(sheet: Sheet, random: Random, bill: Bill): void {
  sheet.text('How we worked out your bill', { x: 45, y: 70, size: 16, weight: 'bold', color: bill.color });
  const before = random.int(10_000, 60_000);
  const end = drawTable(sheet, {
    columns: [
      { title: 'Meter', width: 110 },
      { title: 'Previous reading', width: 110, align: 'right' },
      { title: 'This reading', width: 110, align: 'right' },
      { title: 'Units used', width: 90, align: 'right' },
    ],
    rows: [[`E${random.digits(7)}`, String(before), String(before + bill.units), String(bill.units)]],
    look: { x: 45, y: 92, rowHeight: 22, size: 9.5, lines: 'rules', accent: bill.color, head: {} },
  });
  const net = bill.charges - bill.tax;
  const pairs: [string, string][] = [
    [`${bill.units} units at ${bill.unitPrice}.00p`, bill.money(bill.units * bill.unitPrice)],
    ['Standing charge', bill.money(bill.standing)],
    [random.pick(['Charges before VAT', 'Subtotal']), bill.money(net)],
    [random.pick(['VAT at 5%', 'VAT 5%']), bill.money(bill.tax)],
    [random.pick(['Total charges including VAT', 'Total this bill']), bill.money(bill.charges)],
  ];
  drawPairs(sheet, pairs, { x: 45, y: end + 34, valueX: 460, valueAlign: 'right', size: 10.5, leading: 22 });
  const advice =
    'A unit is one kilowatt hour or one cubic metre. The standing charge pays for your connection and its upkeep, whether or not you use any units. Readings marked E are estimates: send us your own reading and we will correct the next bill.';
  sheet.paragraph(advice, { x: 45, y: end + 190, size: 10, width: 420, leading: 15 });
  sheet.text(`VAT registration number ${market.taxId(random)}`, { x: 45, y: 800, size: 8.5, color: grey });
  sheet.text('Page 2 of 2', { x: 550, y: 800, size: 8.5, align: 'right', color: grey });
}
