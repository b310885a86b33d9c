import { factsOf, type Invoice, makeInvoice } from '../business/invoice.js';
import { brandColors, drawLogo, lighten } from '../drawing/logo.js';
import { drawPairs } from '../drawing/pairs.js';
import { a4, black, type Color, grey, Sheet, white } from '../drawing/sheet.js';
import { drawTable } from '../drawing/table.js';
import type { Random } from '../random.js';
import type { Layout } from './layout.js';

/** French: a coloured band with the number, customer in a frame at the right, amounts HT, TVA and TTC in a block. */
export const frenchFacture: Layout = {
  name: 'french-facture',
  async draw(random) {
    const invoice = makeInvoice(random, {
      market: 'french',
      numbers: ['FA####', 'F-Y-###', 'FC#####', 'Y-###'],
      lines: [1, 5],
      untaxed: 0.15,
    });
    const color = random.pick(brandColors);
    const sheet = await Sheet.create(a4, random.pick(['sans', 'serif']));
    drawHead(sheet, random, { invoice, color });
    const end = drawItems(sheet, random, { invoice, color });
    drawTotals(sheet, random, { invoice, color, y: Math.max(end + 40, 500) });
    drawFoot(sheet, random, invoice);
    return { pdf: await sheet.save(), facts: factsOf(invoice) };
  },
};

type Part = { invoice: Invoice; color: Color };

function drawHead(sheet: Sheet, random: Random, { invoice, color }: Part): void {
  const { buyer, seller } = invoice;
  drawLogo(sheet, random, { name: seller.name, x: 45, y: 38, side: 52, color });
  sheet.text(seller.name, { x: 112, y: 54, size: 13, weight: 'bold' });
  sheet.lines([seller.street, seller.town, `Tél. ${seller.phone}`], { x: 112, y: 69, size: 9, leading: 11.5 });
  sheet.box({ x: 45, y: 120, width: 505, height: 26 }, { fill: color });
  const title = random.pick(['FACTURE N°', 'Facture n°', 'FACTURE']);
  sheet.text(`${title} ${invoice.number}`, { x: 55, y: 138, size: 13, weight: 'bold', color: white });
  sheet.box({ x: 320, y: 160, width: 230, height: 70 }, { border: grey });
  sheet.text(random.pick(['Client', 'Facturé à', 'Destinataire']), { x: 330, y: 174, size: 8, color: grey });
  sheet.lines([buyer.name, buyer.street, buyer.town], { x: 330, y: 190, size: 10.5, leading: 14 });
  const facts: [string, string][] = [
    [random.pick(['Date de facturation', 'Date', 'Date de la facture']), invoice.date(invoice.issued)],
    [random.pick(['Échéance', "Date d'échéance", 'À régler avant le']), invoice.date(invoice.due)],
    ['Code client', `C${random.digits(4)}`],
    ['Mode de règlement', random.pick(['Virement', 'Chèque', 'Prélèvement'])],
  ];
  drawPairs(sheet, facts, { x: 45, y: 172, valueX: 150, size: 9.5, leading: 16 });
}

function drawItems(sheet: Sheet, random: Random, { invoice, color }: Part): number {
  return drawTable(sheet, {
    columns: [
      { title: 'Réf.', width: 50 },
      { title: random.pick(['Désignation', 'Description']), width: 225 },
      { title: 'Qté', width: 45, align: 'centre' },
      { title: 'P.U. HT', width: 85, align: 'right' },
      { title: random.pick(['Montant HT', 'Total HT']), width: 100, align: 'right' },
    ],
    rows: invoice.sale.lines.map((line) => [
      random.digits(4),
      line.description,
      String(line.quantity),
      invoice.amount(line.unitPrice),
      invoice.amount(line.amount),
    ]),
    look: {
      x: 45,
      y: 256,
      rowHeight: 22,
      size: 9.5,
      lines: 'grid',
      accent: lighten(color),
      head: { fill: lighten(color, 0.8), color: black },
    },
  });
}

function drawTotals(sheet: Sheet, random: Random, { invoice, color, y }: Part & { y: number }): void {
  const { sale, taxRate } = invoice;
  const rows: [string, string][] = [[random.pick(['Total HT', 'Montant total HT']), invoice.money(sale.net)]];
  if (taxRate > 0) rows.push([random.pick([`TVA ${taxRate} %`, `Total TVA (${taxRate} %)`]), invoice.money(sale.tax)]);
  for (const [index, [label, value]] of rows.entries()) {
    const top = y + index * 22;
    sheet.box({ x: 350, y: top, width: 200, height: 22 }, { border: lighten(color) });
    sheet.text(label, { x: 358, y: top + 15, size: 10 });
    sheet.text(value, { x: 542, y: top + 15, size: 10, align: 'right' });
  }
  const top = y + rows.length * 22;
  sheet.box({ x: 350, y: top, width: 200, height: 27 }, { fill: color });
  const total = { y: top + 18, size: 12, weight: 'bold', color: white } as const;
  sheet.text(random.pick(['Net à payer', 'Total TTC', 'TOTAL TTC']), { ...total, x: 358 });
  sheet.text(invoice.money(sale.total), { ...total, x: 542, align: 'right' });
  const note =
    taxRate > 0 ? `TVA acquittée sur les débits au taux de ${taxRate} %.` : 'TVA non applicable, art. 293 B du CGI.';
  sheet.text(note, { x: 45, y: y + 16, size: 9, color: grey });
}

function drawFoot(sheet: Sheet, random: Random, { seller }: Invoice): void {
  const penalty =
    "Pas d'escompte pour règlement anticipé. En cas de retard, une pénalité égale à trois fois le taux d'intérêt légal sera exigible, ainsi qu'une indemnité forfaitaire de 40,00 €.";
  sheet.paragraph(penalty, { x: 45, y: 690, size: 8.5, width: 505, color: grey });
  sheet.text(`IBAN ${seller.account}   BIC ABCDFRPP`, { x: 45, y: 730, size: 9 });
  const legal = `${seller.name} au capital de ${random.pick(['7 500', '10 000', '50 000'])} €  -  SIRET ${random.digits(3)} ${random.digits(3)} ${random.digits(3)} ${random.digits(5)}  -  TVA ${seller.taxId}`;
  sheet.text(legal, { x: 297, y: 806, size: 8, align: 'centre', color: grey });
}
