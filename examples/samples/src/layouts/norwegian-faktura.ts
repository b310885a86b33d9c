import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import { personName } from '../business/party.js';
import { brandColors, drawLogo } from '../drawing/logo.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, type Color, grey, Sheet } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

/** Norwegian: facts in the upper right, tax specification, a payment slip along the foot that says the sum again. */
export const norwegianFaktura: Layout = {
  name: 'norwegian-faktura',
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: 'norwegian',
      numbers: ['######', '####', 'Y####', '#####'],
      lines: [1, 6],
      untaxed: 0.15,
    });
    const sheet = await Sheet.create(a4, 'sans');
    const color = random.pick(brandColors);
    const kid = random.digits(random.pick([9, 12, 15]));
    drawHead(sheet, random, { invoice, color, kid });
    drawBody(sheet, random, { invoice, color });
    drawSlip(sheet, random, { invoice, kid });
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

function drawHead(
  sheet: Sheet,
  random: Random,
  { invoice, color, kid }: { invoice: Invoice; color: Color; kid: string },
): void {
  const { buyer, market, seller } = invoice;
  drawLogo(sheet, random, { name: seller.name, x: 50, y: 40, side: 34, color });
  sheet.text(seller.name, { x: 94, y: 62, size: 15, weight: 'bold', color });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: 50, y: 136, size: 10.5 });
  sheet.text('FAKTURA', { x: 345, y: 62, size: 20, weight: 'bold' });
  const facts: [string, string][] = [
    [random.pick(['Fakturanr.', 'Fakturanummer', 'Faktura nr']), invoice.number],
    [random.pick(['Fakturadato', 'Dato']), invoice.date(invoice.issued)],
    [random.pick(['Forfallsdato', 'Forfall', 'Betalingsfrist']), invoice.date(invoice.due)],
    ['Kundenr.', random.digits(5)],
    ['KID', kid],
    ['Vår ref.', personName(random, market)],
  ];
  drawPairs(sheet, facts, { x: 345, y: 88, valueX: 440, size: 9.5, leading: 15 });
}

function drawBody(sheet: Sheet, random: Random, { invoice, color }: { invoice: Invoice; color: Color }): void {
  const { sale, taxRate } = invoice;
  const end = drawTable(sheet, {
    columns: [
      { title: 'Beskrivelse', width: 235 },
      { title: 'Antall', width: 55, align: 'right' },
      { title: 'Pris', width: 75, align: 'right' },
      { title: 'MVA', width: 45, align: 'right' },
      { title: random.pick(['Beløp', 'Sum eks. mva']), width: 85, align: 'right' },
    ],
    rows: sale.lines.map((line) => [
      line.description,
      `${line.quantity},00`,
      invoice.amount(line.unitPrice),
      `${taxRate} %`,
      invoice.amount(line.amount),
    ]),
    look: { x: 50, y: 218, rowHeight: 19, size: 9, lines: 'stripes', accent: color, head: {} },
  });
  const pairs: [string, string][] = [
    [random.pick(['Sum eks. mva', 'Nettobeløp']), invoice.amount(sale.net)],
    ...(taxRate > 0
      ? [
          [
            random.pick([`Mva ${taxRate} %`, `${taxRate} % mva av ${invoice.amount(sale.net)}`]),
            invoice.amount(sale.tax),
          ] as [string, string],
        ]
      : []),
  ];
  const place = { x: 345, valueX: 540, valueAlign: 'right', size: 9.5, leading: 16 } as const;
  const y = drawPairs(sheet, pairs, { ...place, y: end + 22 });
  sheet.rule({ x: 340, toX: 545, y: y - 9, color });
  const label = random.pick(['Å betale', 'Totalt å betale', 'Sum å betale']);
  drawPairs(sheet, [[label, invoice.money(sale.total)]], {
    ...place,
    y: y + 7,
    size: 12,
    labelWeight: 'bold',
    valueWeight: 'bold',
  });
}

function drawSlip(sheet: Sheet, random: Random, { invoice, kid }: { invoice: Invoice; kid: string }): void {
  const { seller } = invoice;
  const details = [
    `${seller.name}  ·  ${seller.street}, ${seller.town}`,
    `Org.nr. ${seller.taxId}  ·  Tlf. ${seller.phone}  ·  ${seller.email}`,
  ];
  sheet.lines(details, { x: 50, y: 648, size: 8.2, color: grey });
  sheet.rule({ x: 30, toX: 565, y: 676, dashes: 3, color: grey });
  sheet.text('KVITTERING', { x: 50, y: 694, size: 8, color: grey });
  const cells: [string, string, number][] = [
    ['Innbetalt til konto', seller.account, 50],
    ['Beløp', invoice.amount(invoice.sale.total), 205],
    ['Betalingsfrist', invoice.date(invoice.due), 320],
    ['KID', kid, 440],
  ];
  for (const [label, value, x] of cells) {
    sheet.text(label, { x, y: 716, size: 7.5, color: grey });
    sheet.text(value, { x, y: 731, size: 10.5 });
  }
  sheet.rule({ x: 50, toX: 545, y: 744, color: grey, thickness: 0.4 });
  const late = `Ved betaling etter forfall beregnes forsinkelsesrente og purregebyr på kr ${random.pick(['35,00', '70,00'])}.`;
  sheet.text(late, { x: 50, y: 762, size: 8, color: grey });
}
