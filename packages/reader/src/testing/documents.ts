import { degrees, PDFDocument, type PDFPage, StandardFonts } from 'pdf-lib';
import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '../image/rgb-image.js';
import { withPdfDocument, withPdfPage } from '../pdf/pdf-document.js';
import { withPdfium } from '../pdf/pdfium.js';
import { renderPage } from '../pdf/render.js';

/** Text at a place on a page: points from its upper left corner to the start of the baseline. */
export interface PlacedText {
  text: string;
  x: number;
  y: number;
  size?: number;
  /** Degrees counterclockwise. */
  angle?: number;
}

export const PAGE = { width: 400, height: 500 };

/** A receipt as test pages show it: every word is printed once. */
export const RECEIPT: PlacedText[] = [
  { text: 'NORTHWIND TRADERS', x: 90, y: 60, size: 20 },
  { text: 'Invoice number 48213', x: 40, y: 120, size: 16 },
  { text: 'Date 17/03/2024', x: 40, y: 160, size: 16 },
  { text: 'Coffee beans', x: 40, y: 240, size: 16 },
  { text: '12.50', x: 310, y: 240, size: 16 },
  { text: 'Paper filters', x: 40, y: 280, size: 16 },
  { text: '3.75', x: 318, y: 280, size: 16 },
  { text: 'TOTAL', x: 40, y: 360, size: 20 },
  { text: '16.25', x: 300, y: 360, size: 20 },
  { text: 'Thank you for your visit', x: 90, y: 440, size: 16 },
];

export const RECEIPT_WORDS = RECEIPT.flatMap(({ text }) => text.split(' '));

/** A PDF of one page for each list of texts. */
export async function makePdf(
  pages: readonly PlacedText[][],
  decorate: (page: PDFPage, document: PDFDocument) => Promise<void> | void = () => undefined,
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const texts of pages) {
    const page = document.addPage([PAGE.width, PAGE.height]);
    for (const { text, x, y, size = 12, angle = 0 } of texts) {
      page.drawText(text, { x, y: PAGE.height - y, size, font, rotate: degrees(angle) });
    }
    await decorate(page, document);
  }
  return document.save();
}

/** The texts as an image, drawn by PDFium with its own fonts. */
export async function drawImage(texts: readonly PlacedText[] = RECEIPT, dotsPerInch = 150): Promise<RgbImage> {
  const bytes = await makePdf([[...texts]]);
  return withPdfium((pdfium) =>
    withPdfDocument(pdfium, bytes, async (document) =>
      withPdfPage(document, { index: 0, maxPixels: 1e8 }, (page) => renderPage(page, { dotsPerInch, maxSide: 5000 })),
    ),
  );
}

/** An image to be written in any format. */
export function toSharp({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** A page that is nothing but a picture, as a scanner makes it. */
export async function makeScan(image: RgbImage, texts: PlacedText[] = []): Promise<Uint8Array> {
  const jpeg = await toSharp(image).jpeg({ quality: 90 }).toBuffer();
  return makePdf([texts], async (page, document) => {
    page.drawImage(await document.embedJpg(jpeg), { x: 0, y: 0, width: PAGE.width, height: PAGE.height });
  });
}

/** A PDF written by hand: the objects' bodies in order from 1, of which the first is the catalogue. */
export function writePdf(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
