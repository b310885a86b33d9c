import { anyDay } from '../business/invoice.js';
import { type MarketName, markets } from '../business/market.js';
import { makeAddress } from '../business/party.js';
import { twoDigits } from '../calendar-date.js';
import { drawSquareCode } from '../drawing/codes.js';
import { grey, Sheet } from '../drawing/sheet.js';
import { formatAmount, formatMoney } from '../notation/money-notation.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

interface CarPark {
  market: MarketName;
  operators: readonly string[];
  words: Record<'title' | 'entry' | 'exit' | 'paid' | 'ticket' | 'tax' | 'plate', string>;
  taxRate: number;
}

const carParks: readonly CarPark[] = [
  {
    market: 'german',
    operators: ['Parkhaus Rathausgalerie', 'CityPark Betriebs GmbH', 'Tiefgarage Schlossplatz'],
    words: {
      title: 'PARKQUITTUNG',
      entry: 'Einfahrt',
      exit: 'Ausfahrt',
      paid: 'Bezahlt',
      ticket: 'Ticket-Nr.',
      tax: 'inkl. MwSt.',
      plate: 'Kennz.',
    },
    taxRate: 19,
  },
  {
    market: 'british',
    operators: ['Harbourside Parking', 'Q-Space Car Parks Ltd', 'Minster Yard Parking'],
    words: {
      title: 'PARKING RECEIPT',
      entry: 'Entry',
      exit: 'Exit',
      paid: 'Amount paid',
      ticket: 'Ticket no.',
      tax: 'incl. VAT',
      plate: 'Reg.',
    },
    taxRate: 20,
  },
];

/** A wide, low ticket: a large sum in the middle, times of entry and exit around it, a square code at the right. */
export const parkingTicket: Layout = {
  name: 'parking-ticket',
  async draw(random) {
    const park = random.pick(carParks);
    const market = markets[park.market];
    const notation = random.pick(market.money);
    const hours = random.int(1, 9);
    const total = hours * random.pick([150, 180, 220, 250, 300]) + random.pick([0, 50]);
    const facts = {
      supplier: random.pick(park.operators),
      date: anyDay(random),
      dueDate: null,
      invoiceNumber: random.digits(random.pick([8, 9, 10])),
      total,
      tax: random.chance(0.6) ? total - Math.round(total / (1 + park.taxRate / 100)) : null,
    };
    const sheet = await Sheet.create({ width: 330, height: 190 }, random.pick(['sans', 'mono']));
    sheet.box({ x: 8, y: 8, width: 314, height: 174 }, { border: grey, thickness: 1 });
    const title = { x: 20, y: 32, size: 14, weight: 'bold' } as const;
    sheet.text(facts.supplier, { ...title, size: sheet.sizeToFit(facts.supplier, title, 195) });
    const { street, town } = makeAddress(random, market);
    const address = { x: 20, y: 45, size: 8, color: grey };
    sheet.text(`${street}, ${town}`, { ...address, size: sheet.sizeToFit(`${street}, ${town}`, address, 195) });
    const date = random.pick(market.tillDates)(facts.date);
    drawTimes(sheet, random, { park, date, hours });
    sheet.text(park.words.paid, { x: 20, y: 128, size: 10 });
    sheet.text(formatMoney(total, notation), { x: 120, y: 130, size: 19, weight: 'bold' });
    if (facts.tax !== null) {
      const tax = `${park.words.tax} ${park.taxRate}%: ${formatAmount(facts.tax, notation)}`;
      sheet.text(tax, { x: 120, y: 143, size: 8 });
    }
    sheet.text(`${park.words.ticket} ${facts.invoiceNumber}`, { x: 20, y: 168, size: 9 });
    drawSquareCode(sheet, random, { x: 234, y: 24, side: 76 });
    return { pdf: await sheet.save(), facts };
  },
};

function drawTimes(
  sheet: Sheet,
  random: Random,
  { park, date, hours }: { park: CarPark; date: string; hours: number },
): void {
  const start = random.int(6, 13);
  const minutes = random.int(0, 59);
  const time = (hour: number) => `${twoDigits(hour)}:${twoDigits(minutes)}`;
  sheet.text(park.words.title, { x: 20, y: 66, size: 10, weight: 'bold' });
  sheet.text(park.words.entry, { x: 20, y: 84, size: 9 });
  sheet.text(`${date} ${time(start)}`, { x: 85, y: 84, size: 9 });
  sheet.text(park.words.exit, { x: 20, y: 98, size: 9 });
  sheet.text(`${date} ${time(start + hours)}`, { x: 85, y: 98, size: 9 });
  sheet.text(`${park.words.plate} ${random.pick(['KA', 'LD', 'YN'])} ${random.digits(4)}`, { x: 234, y: 116, size: 9 });
}
