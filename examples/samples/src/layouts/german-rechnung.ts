import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import { personName } from '../business/party.js';
import { brandColors } from '../drawing/logo.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, grey, Sheet } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

/** German business letter (DIN 5008): window address, block of references at the right, three columns in the foot. */
export const germanRechnung: Layout = {
  name: 'german-rechnung',
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: 'german',
      numbers: ['RE-Y-####', 'R######', 'Y/#####', '######'],
      lines: [2, 6],
      untaxed: 0.15,
    });
    const sheet = await Sheet.create(a4, random.pick(['sans', 'serif']));
    drawHead(sheet, random, invoice);
    const end = drawPositions(sheet, random, invoice);
    drawTotals(sheet, random, { invoice, y: end + 18 });
    drawFoot(sheet, random, invoice);
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

function drawHead(sheet: Sheet, random: Random, invoice: Invoice): void {
  const { buyer, market, seller } = invoice;
  const color = random.pick(brandColors);
  sheet.text(seller.name, { x: 545, y: 68, size: 18, weight: 'bold', align: 'right', color });
  sheet.text(random.pick(['seit 1987', 'Meisterbetrieb', 'Qualität aus der Region']), {
    x: 545,
    y: 84,
    size: 9,
    align: 'right',
    color: grey,
  });
  const sender = `${seller.name} · ${seller.street} · ${seller.town}`;
  sheet.text(sender, { x: 60, y: 132, size: 6.8, color: grey });
  sheet.rule({ x: 60, toX: 285, y: 135, thickness: 0.3, color: grey });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: 60, y: 152, size: 10.5, leading: 14 });
  const facts: [string, string][] = [
    [random.pick(['Rechnungsnummer:', 'Rechnung Nr.:', 'Rechnungs-Nr.:']), invoice.number],
    [random.pick(['Rechnungsdatum:', 'Datum:']), invoice.date(invoice.issued)],
    ['Kundennummer:', random.digits(5)],
    ['Bearbeiter:', personName(random, market)],
  ];
  drawPairs(sheet, facts, { x: 365, y: 152, valueX: 545, valueAlign: 'right', size: 9.5, leading: 15 });
  sheet.text(random.pick(['Rechnung', 'RECHNUNG']), { x: 60, y: 252, size: 16, weight: 'bold' });
  const opening = 'Sehr geehrte Damen und Herren, wir danken für Ihren Auftrag und berechnen wie folgt:';
  sheet.text(opening, { x: 60, y: 274, size: 10 });
}

function drawPositions(sheet: Sheet, random: Random, invoice: Invoice): number {
  return drawTable(sheet, {
    columns: [
      { title: 'Pos.', width: 34 },
      { title: random.pick(['Bezeichnung', 'Leistung', 'Artikel']), width: 241 },
      { title: 'Menge', width: 50, align: 'right' },
      { title: random.pick(['Einzelpreis', 'E-Preis']), width: 75, align: 'right' },
      { title: random.pick(['Gesamt', 'Gesamtpreis']), width: 85, align: 'right' },
    ],
    rows: invoice.sale.lines.map((line, index) => [
      String(index + 1),
      line.description,
      String(line.quantity),
      invoice.amount(line.unitPrice),
      invoice.amount(line.amount),
    ]),
    look: { x: 60, y: 290, rowHeight: 19, size: 9.5, lines: 'rules', accent: grey, head: {} },
  });
}

function drawTotals(sheet: Sheet, random: Random, { invoice, y }: { invoice: Invoice; y: number }): void {
  const { sale, taxRate } = invoice;
  const place = { x: 345, valueX: 540, valueAlign: 'right', size: 10, leading: 17 } as const;
  const pairs: [string, string][] = [[random.pick(['Zwischensumme (netto)', 'Nettobetrag']), invoice.money(sale.net)]];
  const taxLabels = [`zzgl. ${taxRate} % MwSt.`, `Umsatzsteuer ${taxRate} %`, `MwSt. ${taxRate}%`];
  if (taxRate > 0) pairs.push([random.pick(taxLabels), invoice.money(sale.tax)]);
  const next = drawPairs(sheet, pairs, { ...place, y });
  sheet.rule({ x: 340, toX: 545, y: next - 11 });
  const label = random.pick(['Rechnungsbetrag', 'Gesamtbetrag', 'Bruttobetrag']);
  const end = drawPairs(sheet, [[label, invoice.money(sale.total)]], {
    ...place,
    y: next + 3,
    labelWeight: 'bold',
    valueWeight: 'bold',
  });
  sheet.rule({ x: 340, toX: 545, y: end - 11, thickness: 1.4 });
  const due = invoice.date(invoice.due);
  const wording = random.pick([
    `Bitte überweisen Sie den Betrag bis zum ${due} ohne Abzug auf das unten genannte Konto.`,
    `Zahlbar ohne Abzug bis ${due}.`,
    `Zahlungsziel: ${invoice.termDays} Tage netto, fällig am ${due}.`,
  ]);
  sheet.paragraph(wording, { x: 60, y: end + 26, size: 10, width: 470 });
  const note =
    taxRate > 0
      ? 'Leistungsdatum entspricht dem Rechnungsdatum.'
      : 'Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.';
  sheet.text(note, { x: 60, y: end + 50, size: 10 });
  sheet.text('Mit freundlichen Grüßen', { x: 60, y: end + 80, size: 10 });
}

function drawFoot(sheet: Sheet, random: Random, { market, seller }: Invoice): void {
  sheet.rule({ x: 60, toX: 545, y: 762, thickness: 0.4, color: grey });
  const style = { y: 776, size: 7.5, color: grey, leading: 10.5 };
  sheet.lines([seller.name, seller.street, seller.town], { ...style, x: 60 });
  sheet.lines([`Tel. ${seller.phone}`, seller.email, seller.website], { ...style, x: 225 });
  const register = [
    `Geschäftsführung: ${personName(random, market)}`,
    `USt-IdNr. ${seller.taxId}`,
    `IBAN ${seller.account}`,
  ];
  sheet.lines(register, { ...style, x: 375 });
}
