/** A PDF page with lines of text, each at a place of its own. */
export interface TextLine {
  /** Points from the left and from the top of a page of 595 by 842. */
  left: number;
  top: number;
  text: string;
}

function escapeText(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}

/** A PDF of one page. */
export function textPdf(lines: readonly TextLine[]): Uint8Array {
  const drawing = lines.map(({ left, top, text }) => `1 0 0 1 ${left} ${842 - top} Tm (${escapeText(text)}) Tj`);
  const content = `BT /F1 12 Tf ${drawing.join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return new TextEncoder().encode(`${text}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`);
}

export interface Invoice {
  total: string;
  date: string;
}

/** Invoices that differ in their values and a little in their layout. */
export function invoice(number: number): { pdf: Uint8Array; truth: Invoice } {
  const total = `${(number * 37.31 + 11.05).toFixed(2)}`;
  const date = `2021-${String((number % 12) + 1).padStart(2, '0')}-${String((number % 27) + 1).padStart(2, '0')}`;
  const shift = (number % 5) * 14;
  const pdf = textPdf([
    { left: 60, top: 60 + shift, text: `Nordic Paper Supplies ${number} Ltd` },
    { left: 60, top: 110 + shift, text: `Invoice number: ${1000 + number * 7}` },
    { left: 60, top: 130 + shift, text: `Date: ${date}` },
    { left: 60, top: 200 + shift, text: `Paper, ${number + 2} boxes` },
    { left: 430, top: 200 + shift, text: `${(number * 30.2 + 8).toFixed(2)}` },
    { left: 60, top: 300 + shift, text: 'Total:' },
    { left: 430, top: 300 + shift, text: total },
  ]);
  return { pdf, truth: { total, date } };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

/** A blank image of each kind. */
export const images = {
  'image/jpeg': fromBase64(
    '/9j/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAAwAEAB' +
      'AREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/ALIAAAAAAAAAAAAAAAP/2Q==',
  ),
  'image/tiff': fromBase64(
    'SUkqABwAAAAmoHhv///////////////4AIAIAA8AAAEDAAEAAABAAAAAAQEDAAEAAAAwAAAAAgEDAAEAAAABAAAAAwEDAAEAAAAEAAAABgED' +
      'AAEAAAABAAAAEQEEAAEAAAAIAAAAEgEDAAEAAAABAAAAFQEDAAEAAAABAAAAFgEDAAEAAAAAAQAAFwEEAAEAAAATAAAAGgEFAAEAAADW' +
      'AAAAGwEFAAEAAADeAAAAHAEDAAEAAAABAAAAKAEDAAEAAAACAAAAUwEDAAEAAAABAAAAAAAAADMzywAAAAgAMzPLAAAACAA=',
  ),
  'image/png': fromBase64(
    'iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwAQMAAACbhe5cAAAAA1BMVEX///+nxBvIAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADklEQVQYlWNg' +
      'GAVDCQAAAbAAAZoYlOgAAAAASUVORK5CYII=',
  ),
} as const;
