import { anyDay } from '../business/invoice.js';
import { type MarketName, markets } from '../business/market.js';
import { makeAddress, personName } from '../business/party.js';
import { makePrice } from '../business/sale.js';
import { twoDigits } from '../calendar-date.js';
import { Roll } from '../drawing/roll.js';
import { formatAmount, formatMoney } from '../notation/money-notation.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

interface Fleet {
  market: MarketName;
  names: readonly string[];
  taxRate: number;
  words: Record<
    'title' | 'number' | 'date' | 'from' | 'to' | 'distance' | 'fare' | 'extras' | 'total' | 'tax' | 'driver' | 'car',
    string
  >;
}

const fleets: readonly Fleet[] = [
  {
    market: 'norwegian',
    names: ['Byen Taxi', 'Fjordtaxi AS', 'Nattbil Drosjer', 'Havnetaxi SA'],
    taxRate: 12,
    words: {
      title: 'TAXIKVITTERING',
      number: 'Turnr.',
      date: 'Dato',
      from: 'Fra',
      to: 'Til',
      distance: 'Distanse',
      fare: 'Takst',
      extras: 'Tillegg',
      total: 'Sum å betale',
      tax: 'Herav mva',
      driver: 'Sjåfør',
      car: 'Løyve',
    },
  },
  {
    market: 'european',
    names: ['Citywide Cabs', 'Blackbird Taxis', 'Quay Cars', 'Airlink Taxi Co.'],
    taxRate: 10,
    words: {
      title: 'TAXI RECEIPT',
      number: 'Trip no.',
      date: 'Date',
      from: 'From',
      to: 'To',
      distance: 'Distance',
      fare: 'Fare',
      extras: 'Extras',
      total: 'Total paid',
      tax: 'incl. VAT',
      driver: 'Driver',
      car: 'Licence',
    },
  },
];

/** Label and value on each line of a small slip; the tax, when stated, is held in the total. */
export const taxiReceipt: Layout = {
  name: 'taxi-receipt',
  async draw(random) {
    const fleet = random.pick(fleets);
    const { words } = fleet;
    const market = markets[fleet.market];
    const notation = random.pick(market.money);
    const fare = makePrice(random, 9 * market.priceLevel, 62 * market.priceLevel);
    const extras = random.chance(0.5) ? makePrice(random, 2 * market.priceLevel, 6 * market.priceLevel) : 0;
    const total = fare + extras;
    const facts = {
      supplier: random.pick(fleet.names),
      date: anyDay(random),
      dueDate: null,
      invoiceNumber: random.digits(random.pick([5, 6, 7])),
      total,
      tax: random.chance(0.6) ? total - Math.round(total / (1 + fleet.taxRate / 100)) : null,
    };
    const date = random.pick(market.tillDates)(facts.date);
    const roll = new Roll({ width: 190, family: random.pick(['mono', 'sans']), size: 8.8 });
    roll.centre(facts.supplier, { size: 14, weight: 'bold' });
    roll.centre(`${market.phone(random)}`);
    roll.rule(0);
    roll.centre(words.title, { weight: 'bold' });
    roll.spread(words.number, facts.invoiceNumber ?? '');
    roll.spread(words.date, `${date} ${clock(random)}`);
    roll.spread(words.car, `${random.pick(['A', 'T', 'K'])}-${random.digits(4)}`);
    roll.spread(words.driver, personName(random, market));
    roll.gap();
    roll.spread(words.from, makeAddress(random, market).street);
    roll.spread(words.to, makeAddress(random, market).street);
    roll.spread(words.distance, `${random.int(2, 38)}${notation.decimal}${random.int(0, 9)} km`);
    roll.rule();
    roll.spread(words.fare, formatAmount(fare, notation));
    if (extras > 0) roll.spread(words.extras, formatAmount(extras, notation));
    roll.spread(words.total, formatMoney(total, notation), { size: 12, weight: 'bold' });
    if (facts.tax !== null) roll.spread(`${words.tax} ${fleet.taxRate}%`, formatAmount(facts.tax, notation));
    roll.gap();
    roll.left(`VISA ************${random.digits(4)}`);
    return { pdf: await roll.save(), facts };
  },
};

function clock(random: Random): string {
  return `${twoDigits(random.int(0, 23))}:${twoDigits(random.int(0, 59))}`;
}
