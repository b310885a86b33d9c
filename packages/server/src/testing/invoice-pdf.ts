import { PDFDocument, StandardFonts } from 'pdf-lib';

export interface Invoice {
  company: string;
  number: string;
  /** YYYY-MM-DD */
  date: string;
  total: string;
}

const companies = ['Acme Ltd', 'Globex Corp', 'Initech GmbH', 'Umbrella AS', 'Stark Industries', 'Wayne Foods'];

/** The n-th of endlessly many, all different, in three layouts. */
export function invoice(n: number): Invoice {
  const day = String((n % 27) + 1).padStart(2, '0');
  const month = String((n % 11) + 1).padStart(2, '0');
  return {
    company: companies[n % companies.length] ?? '',
    number: String(40_000 + n * 37),
    date: `2021-${month}-${day}`,
    total: (17.35 + n * 13.17).toFixed(2),
  };
}

/** The ground truth of an invoice. */
export function truthOf({ total, date }: Invoice) {
  return [
    { label: 'total', value: total },
    { label: 'date', value: date },
  ];
}

function linesOf({ company, number, date, total }: Invoice, layout: number): string[] {
  const net = (Number(total) * 0.8).toFixed(2);
  const layouts = [
    [company, `Invoice number ${number}`, `Date ${date}`, `Subtotal ${net}`, `Total ${total}`, 'Thank you'],
    ['INVOICE', company, `No. ${number}`, `Invoice date: ${date}`, `Net ${net}`, `Total due: ${total}`],
    [`Date: ${date}`, `Ref ${number}`, company, `Amount before tax ${net}`, `TOTAL ${total}`, 'Pay within 14 days'],
  ];
  return layouts[layout % layouts.length] ?? [];
}

/** A PDF with text; each further page holds a line of its own. */
export async function invoicePdf(values: Invoice, options: { layout?: number; pages?: number } = {}): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const page = pdf.addPage([420, 595]);
  for (const [line, text] of linesOf(values, options.layout ?? 0).entries()) {
    page.drawText(text, { x: 40, y: 540 - line * 30, size: 12, font });
  }
  for (let number = 2; number <= (options.pages ?? 1); number++) {
    pdf.addPage([420, 595]).drawText(`Appendix ${number}`, { x: 40, y: 540, size: 12, font });
  }
  return Buffer.from(await pdf.save());
}
