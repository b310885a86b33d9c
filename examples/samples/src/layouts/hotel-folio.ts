import { anyDay } from '../business/invoice.js';
import { type Market, type MarketName, markets } from '../business/market.js';
import { makeAddress, personName } from '../business/party.js';
import { makePrice, sumOf } from '../business/sale.js';
import { addDays, type CalendarDate } from '../calendar-date.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, grey, letter, Sheet } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import { formatAmount, formatMoney } from '../notation/money-notation.js';
import { hotelNames } from '../pools/menus.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

interface Charge {
  date: CalendarDate;
  text: string;
  cents: number;
}

interface Stay {
  market: Market;
  arrival: CalendarDate;
  departure: CalendarDate;
  charges: readonly Charge[];
  tax: number;
  total: number;
  date(date: CalendarDate): string;
  amount(cents: number): string;
  money(cents: number): string;
}

/** Charges day by day, many dates; the folio's own date is the day of departure on which it is printed. */
export const hotelFolio: Layout = {
  name: 'hotel-folio',
  async draw(random) {
    const marketName = random.pick<MarketName>(['american', 'british', 'european']);
    const stay = makeStay(random, markets[marketName]);
    const facts = {
      supplier: random.pick(hotelNames),
      date: stay.departure,
      dueDate: null,
      invoiceNumber: random.digits(random.pick([5, 6])),
      total: stay.total,
      tax: stay.tax,
    };
    const sheet = await Sheet.create(marketName === 'american' ? letter : a4, random.pick(['serif', 'sans']));
    drawHead(sheet, random, { stay, hotel: facts.supplier, folio: facts.invoiceNumber });
    const end = drawCharges(sheet, stay);
    drawTotals(sheet, random, { stay, y: end + 22 });
    const notice = 'I agree that my liability for this bill is not waived. Guest signature: ______________________';
    sheet.text(notice, { x: 55, y: sheet.height - 60, size: 8.5, color: grey });
    return { pdf: await sheet.save(), facts };
  },
};

function makeStay(random: Random, market: Market): Stay {
  const nights = random.int(1, 5);
  const arrival = anyDay(random);
  const rate = makePrice(random, 78, 240);
  const room = `Room charge ${random.pick(['double', 'king', 'single'])}`;
  const charges: Charge[] = [];
  for (let night = 0; night < nights; night += 1) {
    const date = addDays(arrival, night);
    charges.push({ date, text: room, cents: rate });
    if (random.chance(0.4)) charges.push({ date, text: 'Restaurant dinner', cents: makePrice(random, 18, 60) });
    if (random.chance(0.3))
      charges.push({ date, text: random.pick(['Minibar', 'Laundry', 'Parking']), cents: makePrice(random, 6, 28) });
  }
  const net = sumOf(charges.map((charge) => charge.cents));
  const tax = Math.round((net * market.taxRate) / 100);
  const notation = random.pick(market.money);
  return {
    market,
    arrival,
    departure: addDays(arrival, nights),
    charges,
    tax,
    total: net + tax,
    date: random.pick(market.dates),
    amount: (cents) => formatAmount(cents, notation),
    money: (cents) => formatMoney(cents, notation),
  };
}

function drawHead(
  sheet: Sheet,
  random: Random,
  { stay, hotel, folio }: { stay: Stay; hotel: string; folio: string },
): void {
  const { market } = stay;
  const centre = sheet.width / 2;
  const address = makeAddress(random, market);
  sheet.text(hotel, { x: centre, y: 66, size: 20, align: 'centre', weight: 'italic' });
  const contact = [`${address.street}, ${address.town}`, market.phone(random)];
  sheet.lines(contact, { x: centre, y: 83, size: 9, align: 'centre', color: grey });
  sheet.text(random.pick(['GUEST FOLIO', 'Guest Invoice', 'STATEMENT OF ACCOUNT']), {
    x: centre,
    y: 126,
    size: 13,
    align: 'centre',
    weight: 'bold',
  });
  const guest = makeAddress(random, market);
  sheet.lines([personName(random, market), guest.street, guest.town], { x: 55, y: 158, size: 10 });
  const facts: [string, string][] = [
    [random.pick(['Folio no.', 'Invoice no.', 'Folio']), folio],
    ['Room', String(random.int(101, 828))],
    ['Arrival', stay.date(stay.arrival)],
    ['Departure', stay.date(stay.departure)],
    [random.pick(['Date', 'Invoice date', 'Printed']), stay.date(stay.departure)],
  ];
  drawPairs(sheet, facts, { x: centre + 50, y: 158, valueX: centre + 125, size: 10, leading: 15 });
}

function drawCharges(sheet: Sheet, stay: Stay): number {
  const width = sheet.width - 110;
  return drawTable(sheet, {
    columns: [
      { title: 'Date', width: 110 },
      { title: 'Description', width: width - 200 },
      { title: 'Charges', width: 90, align: 'right' },
    ],
    rows: stay.charges.map((charge) => [stay.date(charge.date), charge.text, stay.amount(charge.cents)]),
    look: { x: 55, y: 250, rowHeight: 17, size: 9.5, lines: 'none', accent: grey, head: {} },
  });
}

function drawTotals(sheet: Sheet, random: Random, { stay, y }: { stay: Stay; y: number }): void {
  const right = sheet.width - 60;
  const place = { x: right - 190, valueX: right, valueAlign: 'right', size: 10, leading: 16 } as const;
  sheet.rule({ x: 55, toX: sheet.width - 55, y: y - 16, color: grey });
  const taxLabel =
    stay.market === markets.american
      ? ['Occupancy and sales tax', 'State tax']
      : ['VAT', `VAT ${stay.market.taxRate}%`];
  const parts: [string, string][] = [
    ['Total charges', stay.money(stay.total - stay.tax)],
    [random.pick(taxLabel), stay.money(stay.tax)],
  ];
  const next = drawPairs(sheet, parts, { ...place, y });
  const total: [string, string] = [
    random.pick(['Grand total', 'Total incl. tax', 'Invoice total']),
    stay.money(stay.total),
  ];
  const end = drawPairs(sheet, [total], {
    ...place,
    y: next + 4,
    size: 11.5,
    labelWeight: 'bold',
    valueWeight: 'bold',
  });
  const payment: [string, string][] = [
    [`Paid by card ****${random.digits(4)}`, `-${stay.money(stay.total)}`],
    ['Balance', stay.money(0)],
  ];
  drawPairs(sheet, payment, { ...place, y: end + 6 });
}
