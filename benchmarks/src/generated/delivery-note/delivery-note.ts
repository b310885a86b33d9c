import {
  a4,
  addDays,
  anyDay,
  type CalendarDate,
  makeCustomer,
  makeNumber,
  type Party,
  personName,
  plainAmount,
  type Random,
  Sheet,
} from '@las/samples/parts';
import type { DocumentKind } from '../generated-document.js';
import { drawNote } from './draw.js';
import { makeLook, type NoteLook } from './look.js';

/** What one delivery note says; null for what it does not say. Weights are in hundredths of a kilogram. */
export interface NoteContent {
  number: string;
  order: string;
  consignee: Party;
  delivery: CalendarDate;
  ordered: CalendarDate;
  packages: number;
  pallets: number;
  gross: number;
  net: number | null;
  carrier: string;
  plate: string;
  driver: string;
  terms: string;
  isDangerous: boolean;
  goods: { description: string; quantity: number; weight: number }[];
}

/** Delivery notes and consignment notes: two parties, two dates and two counts that may be the same, weights, yes or no. */
export const deliveryNote: DocumentKind = {
  name: 'delivery-note',
  fields: {
    shipper: { type: 'all', maxLength: 80 },
    consignee: { type: 'all', maxLength: 80 },
    delivery_number: { type: 'alphanumext', maxLength: 24 },
    order_number: { type: 'alphanumext', maxLength: 24 },
    delivery_date: { type: 'date', maxLength: 24 },
    order_date: { type: 'date', maxLength: 24 },
    packages: { type: 'number', maxLength: 5 },
    pallets: { type: 'number', maxLength: 5 },
    gross_weight: { type: 'amount', maxLength: 12 },
    net_weight: { type: 'amount', maxLength: 12 },
    carrier: { type: 'all', maxLength: 60 },
    vehicle: { type: 'alphanumext', maxLength: 12 },
    driver: { type: 'letter', maxLength: 40 },
    phone: { type: 'phone', maxLength: 24 },
    incoterm: { type: 'letter', maxLength: 3 },
    dangerous_goods: { type: 'all', maxLength: 5 },
  },
  async draw(sender, random, senderNumber) {
    const look = makeLook(sender, senderNumber);
    const content = makeContent(random, look);
    const sheet = await Sheet.create(a4, look.family);
    drawNote(sheet, look, content);
    return { sheet, language: look.language, sender: look.shipper.name, truth: truthOf(look, content) };
  },
};

function makeContent(random: Random, { market, shipper, carriers, numberForm, statesNet }: NoteLook): NoteContent {
  const ordered = anyDay(random);
  const pallets = random.int(1, 12);
  const goods = random.some(market.pool.trades[shipper.trade].goods, random.int(1, 6)).map(([description]) => ({
    description,
    quantity: random.int(1, 60),
    weight: random.int(50, 40000) * 10,
  }));
  const net = goods.reduce((sum, { weight }) => sum + weight, 0);
  return {
    number: makeNumber(random, numberForm, ordered),
    order: makeNumber(random, random.pick(['######', 'PO-#####', '##/####']), ordered),
    consignee: makeCustomer(random, market),
    delivery: random.chance(0.25) ? ordered : addDays(ordered, random.int(1, 14)),
    ordered,
    packages: random.chance(0.25) ? pallets : random.int(pallets, 12 * pallets),
    pallets,
    gross: net + random.int(20, 500) * 10 * pallets,
    net: statesNet && random.chance(0.9) ? net : null,
    carrier: random.pick(carriers),
    plate: `${random.pick(['AB', 'KH', 'VD', 'XR', 'BT', 'DN', 'LE'])} ${random.digits(5)}`,
    driver: personName(random, market),
    terms: random.pick(['DAP', 'FCA', 'EXW', 'DDP', 'CPT']),
    isDangerous: random.chance(0.3),
    goods,
  };
}

/** Dates as the document prints them. */
function truthOf(look: NoteLook, content: NoteContent): Record<string, string | null> {
  return {
    shipper: look.shipper.name,
    consignee: content.consignee.name,
    delivery_number: content.number,
    order_number: content.order,
    delivery_date: look.dates(content.delivery),
    order_date: look.dates(content.ordered),
    packages: String(content.packages),
    pallets: String(content.pallets),
    gross_weight: plainAmount(content.gross),
    net_weight: content.net === null ? null : plainAmount(content.net),
    carrier: content.carrier,
    vehicle: content.plate,
    driver: content.driver,
    phone: look.statesPhone ? look.shipper.phone : null,
    incoterm: content.terms,
    dangerous_goods: String(content.isDangerous),
  };
}
