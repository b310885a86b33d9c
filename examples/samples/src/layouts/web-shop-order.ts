import { anyDay, makeNumber } from '../business/invoice.js';
import { type MarketName, markets } from '../business/market.js';
import { makeAddress, personName } from '../business/party.js';
import { makeSale, type Sale } from '../business/sale.js';
import { addDays, type CalendarDate } from '../calendar-date.js';
import { brandColors, lighten } from '../drawing/logo.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, type Color, grey, letter, paleGrey, Sheet, white } from '../drawing/sheet.js';
import { formatMoney } from '../notation/money-notation.js';
import { shopGoods, shopNames } from '../pools/shop-goods.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

interface Order {
  shop: string;
  number: string;
  ordered: CalendarDate;
  sale: Sale;
  shipping: number;
  taxRate: number;
  color: Color;
  date(date: CalendarDate): string;
  money(cents: number): string;
}

/** A printed web page: thanks, a picture and text for each article, delivery dates; paid already, so nothing is due. */
export const webShopOrder: Layout = {
  name: 'web-shop-order',
  async draw(random) {
    const marketName = random.pick<MarketName>(['american', 'british', 'european']);
    const order = makeOrder(random, marketName);
    const sheet = await Sheet.create(marketName === 'american' ? letter : a4, 'sans');
    drawBanner(sheet, random, order);
    drawArrival(sheet, random, { order, marketName });
    const end = drawArticles(sheet, order);
    drawSums(sheet, random, { order, marketName, y: end + 22 });
    const facts = {
      supplier: order.shop,
      date: order.ordered,
      dueDate: null,
      invoiceNumber: order.number,
      total: order.sale.total + order.shipping,
      tax: order.taxRate > 0 ? order.sale.tax : null,
    };
    return { pdf: await sheet.save(), facts };
  },
};

function makeOrder(random: Random, marketName: MarketName): Order {
  const market = markets[marketName];
  const taxRate = random.chance(0.3) ? 0 : market.taxRate;
  const notation = random.pick(market.money);
  const ordered = anyDay(random);
  return {
    shop: random.pick(shopNames),
    number: makeNumber(random, random.pick(['#########', '###-#######', 'W########', 'SO-######']), ordered),
    ordered,
    sale: makeSale(random, {
      goods: shopGoods,
      lines: [1, 4],
      largestQuantity: 2,
      priceLevel: 1,
      taxRate,
      pricesIncludeTax: marketName !== 'american',
    }),
    shipping: random.pick([0, 490, 595, 799, 1250]),
    taxRate,
    color: random.pick(brandColors),
    date: random.pick(market.dates),
    money: (cents) => formatMoney(cents, notation),
  };
}

function drawBanner(sheet: Sheet, random: Random, order: Order): void {
  const centre = sheet.width / 2;
  sheet.text(order.shop, { x: centre, y: 62, size: 24, weight: 'bold', align: 'centre', color: order.color });
  sheet.rule({ x: 60, toX: sheet.width - 60, y: 78, color: lighten(order.color) });
  const thanks = random.pick(['Thanks for your order!', 'Order confirmation', 'Your order is on its way']);
  sheet.text(thanks, { x: 60, y: 112, size: 17 });
  const line = `${random.pick(['Order number', 'Order', 'Order no.'])} ${order.number}`;
  sheet.text(line, { x: 60, y: 132, size: 10.5, weight: 'bold' });
  const placed = `${random.pick(['Placed on', 'Order date:', 'Ordered'])} ${order.date(order.ordered)}`;
  sheet.text(placed, { x: sheet.width - 60, y: 132, size: 10.5, align: 'right' });
}

function drawArrival(
  sheet: Sheet,
  random: Random,
  { order, marketName }: { order: Order; marketName: MarketName },
): void {
  const market = markets[marketName];
  sheet.box({ x: 60, y: 148, width: sheet.width - 120, height: 84 }, { fill: paleGrey });
  const { street, town } = makeAddress(random, market);
  sheet.text('Deliver to', { x: 74, y: 166, size: 8.5, color: grey });
  sheet.lines([personName(random, market), street, town], { x: 74, y: 182, size: 10 });
  const x = sheet.width / 2 + 20;
  const first = addDays(order.ordered, random.int(2, 4));
  sheet.text('Estimated delivery', { x, y: 166, size: 8.5, color: grey });
  const arrival = [
    order.date(first),
    `to ${order.date(addDays(first, random.int(1, 3)))}`,
    random.pick(['Standard', 'Express', 'Pick-up point']),
  ];
  sheet.lines(arrival, { x, y: 182, size: 10 });
}

function drawArticles(sheet: Sheet, order: Order): number {
  let y = 254;
  for (const [index, line] of order.sale.lines.entries()) {
    sheet.box({ x: 60, y, width: 46, height: 46 }, { fill: lighten(order.color, 0.55 + 0.1 * (index % 4)) });
    sheet.disc({ x: 83, y: y + 23, radius: 11, color: white });
    sheet.text(line.description, { x: 120, y: y + 18, size: 10.5, weight: 'bold' });
    const detail = `Qty ${line.quantity}  ·  ${order.money(line.unitPrice)} each`;
    sheet.text(detail, { x: 120, y: y + 34, size: 9, color: grey });
    sheet.text(order.money(line.amount), { x: sheet.width - 60, y: y + 24, size: 10.5, align: 'right' });
    y += 60;
  }
  return y;
}

function drawSums(
  sheet: Sheet,
  random: Random,
  { order, marketName, y }: { order: Order; marketName: MarketName; y: number },
): void {
  const right = sheet.width - 60;
  const { sale, shipping, taxRate } = order;
  const exclusive = marketName === 'american';
  sheet.rule({ x: right - 220, toX: right, y: y - 16, color: grey });
  const articles = sale.lines.reduce((sum, line) => sum + line.amount, 0);
  const pairs: [string, string][] = [
    [random.pick(['Items', 'Merchandise', 'Subtotal']), order.money(articles)],
    [random.pick(['Shipping', 'Delivery']), shipping === 0 ? 'Free' : order.money(shipping)],
  ];
  if (exclusive && taxRate > 0) pairs.push(['Estimated tax', order.money(sale.tax)]);
  const place = { x: right - 215, valueX: right, valueAlign: 'right', size: 10, leading: 17 } as const;
  const next = drawPairs(sheet, pairs, { ...place, y });
  const total: [string, string] = [
    random.pick(['Order total', 'Total', 'Total paid']),
    order.money(sale.total + shipping),
  ];
  const end = drawPairs(sheet, [total], { ...place, y: next + 5, size: 13, labelWeight: 'bold', valueWeight: 'bold' });
  if (!exclusive && taxRate > 0) {
    sheet.text(`Includes VAT of ${order.money(sale.tax)}`, { x: right, y: end, size: 9, align: 'right', color: grey });
  }
  const payment = `Paid with ${random.pick(['Visa', 'Mastercard', 'gift card'])} ending in ${random.digits(4)}. Returns are free within 30 days.`;
  sheet.text(payment, { x: 60, y: end + 46, size: 9, color: grey });
}
