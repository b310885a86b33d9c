import fc from 'fast-check';
import { degrees } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { UnreadableDocumentError } from '../errors.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { loadModels, type OcrModels } from '../ocr/models.js';
import type { ReaderLimits, Reading, ReadOptions } from '../reading.js';
import { drawImage, makePdf, makeScan, RECEIPT, RECEIPT_WORDS, toSharp, writePdf } from '../testing/documents.js';
import { readPdf } from './read-pdf.js';

let models: Promise<OcrModels> | undefined;

function read(bytes: Uint8Array, options: ReadOptions = {}, limits: Partial<ReaderLimits> = {}): Promise<Reading> {
  const request = {
    bytes,
    contentType: 'application/pdf',
    options: { maxPages: 1, autoRotate: false, imageQuality: 'LOW', ...options },
    limits: { ...DEFAULT_LIMITS, ...limits },
  } as const;
  const getModels = () => {
    models ??= loadModels();
    return models;
  };
  return readPdf(request, { models: getModels });
}

function words(reading: Reading, page = 0): string[] {
  return reading.pages[page]!.words.map(({ text }) => text);
}

describe("a PDF's own text", () => {
  it('is read word by word with its place, without OCR', async () => {
    const reading = await read(await makePdf([RECEIPT]));
    expect(reading).toMatchObject({
      pageCount: 1,
      pages: [{ number: 1, width: 400, height: 500, rotation: 0, source: 'text' }],
    });
    expect(words(reading)).toEqual(RECEIPT_WORDS);
    const date = reading.pages[0]!.words.find(({ text }) => text === '17/03/2024')!;
    const [left, top, right, bottom] = date.box;
    expect(left).toBeCloseTo(79 / 400, 2);
    expect(right).toBeCloseTo(156 / 400, 1);
    expect(top).toBeLessThan(149 / 500);
    expect(bottom).toBeGreaterThan(160 / 500);
    expect(bottom).toBeLessThan(170 / 500);
  });

  it('is upright as a viewer shows it where the page says that it is turned', async () => {
    const bytes = await makePdf([[{ text: 'turned words', x: 100, y: 300 }]], (page) => page.setRotation(degrees(90)));
    const page = (await read(bytes)).pages[0]!;
    // The text itself runs down such a page; it is the page that is shown turned.
    expect(page).toMatchObject({ width: 500, height: 400, rotation: 0 });
    expect(page.words.map(({ text }) => text)).toEqual(['turned', 'words']);
    const [left, top, right, bottom] = page.words[0]!.box;
    expect(left).toBeCloseTo((500 - 300) / 500, 1);
    expect(top).toBeCloseTo(100 / 400, 2);
    expect(bottom - top).toBeGreaterThan((right - left) * 1.5);
  });

  it.each([
    [90, 270],
    [180, 180],
    [270, 90],
  ] as const)('of a page turned by %d degrees is turned upright on request', async (shown, rotation) => {
    const bytes = await makePdf([RECEIPT], (page) => page.setRotation(degrees(shown)));
    const reading = await read(bytes, { autoRotate: true });
    expect(reading.pages[0]).toMatchObject({ width: 400, height: 500, rotation });
    expect(words(reading)).toEqual(RECEIPT_WORDS);
    const upright = await read(await makePdf([RECEIPT]));
    const box = reading.pages[0]!.words[0]!.box;
    for (const [index, side] of upright.pages[0]!.words[0]!.box.entries()) expect(box[index]).toBeCloseTo(side, 2);
  });

  it('is placed within the part of the page that is shown', async () => {
    const bytes = await makePdf([[{ text: 'corner', x: 200, y: 250 }]], (page) => page.setCropBox(200, 0, 200, 260));
    const page = (await read(bytes)).pages[0]!;
    expect(page).toMatchObject({ width: 200, height: 260 });
    expect(page.words[0]!.box[0]).toBeCloseTo(0, 2);
    expect(page.words[0]!.box[1]).toBeLessThan(0.05);
  });

  it('includes what is filled into a form', async () => {
    const bytes = await makePdf([[{ text: 'Customer', x: 40, y: 60 }]], (page, document) => {
      const field = document.getForm().createTextField('name');
      field.setText('Northwind');
      field.addToPage(page, { x: 40, y: 380, width: 200, height: 24 });
    });
    expect(words(await read(bytes))).toEqual(['Customer', 'Northwind']);
  });

  it('keeps letters beyond ASCII', async () => {
    const bytes = await makePdf([[{ text: 'Blåbær Ångström Müller', x: 40, y: 60 }]]);
    expect(words(await read(bytes))).toEqual(['Blåbær', 'Ångström', 'Müller']);
  });

  it('is read of as many pages as asked for', async () => {
    const bytes = await makePdf(['one', 'two', 'three'].map((text) => [{ text: `page ${text}`, x: 40, y: 60 }]));
    expect((await read(bytes)).pages).toHaveLength(1);
    const reading = await read(bytes, { maxPages: 2 });
    expect(reading.pageCount).toBe(3);
    expect(reading.pages.map(({ number }) => number)).toEqual([1, 2]);
    expect(words(reading, 1)).toEqual(['page', 'two']);
    expect((await read(bytes, { maxPages: 10 })).pages).toHaveLength(3);
  });
});

describe('a page without text of its own', () => {
  it('is drawn and recognised', async () => {
    const reading = await read(await makeScan(await drawImage()));
    expect(reading.pages[0]).toMatchObject({ number: 1, source: 'ocr', rotation: 0, width: 1111, height: 1389 });
    expect(words(reading)).toEqual(RECEIPT_WORDS);
  });

  it('counts as scanned when there is only a stamp over the scan', async () => {
    const scan = await makeScan(await drawImage(), [{ text: 'Page 1', x: 350, y: 490, size: 8 }]);
    const reading = await read(scan);
    expect(reading.pages[0]!.source).toBe('ocr');
    expect(words(reading)).toEqual(expect.arrayContaining(RECEIPT_WORDS));
  });

  it('counts as text when a whole text layer lies over the scan', async () => {
    const reading = await read(await makeScan(await drawImage([]), RECEIPT));
    expect(reading.pages[0]!.source).toBe('text');
  });

  it('stands beside pages of text in one file', async () => {
    const { PDFDocument } = await import('pdf-lib');
    const mixed = await PDFDocument.load(await makePdf([RECEIPT]));
    const scan = await PDFDocument.load(await makeScan(await drawImage()));
    for (const page of await mixed.copyPages(scan, [0])) mixed.addPage(page);
    const reading = await read(await mixed.save(), { maxPages: 2 });
    expect(reading.pages.map(({ source }) => source)).toEqual(['text', 'ocr']);
    expect(words(reading, 1)).toEqual(words(reading, 0));
  });

  it('has no words when it is empty', async () => {
    expect(words(await read(await makePdf([[]])))).toEqual([]);
  });

  it('is drawn no larger than the image quality wants', async () => {
    const large = '[0 0 2000 2500]';
    const page = (await read(onePage(large))).pages[0]!;
    expect(page).toMatchObject({ source: 'ocr', width: 1920, height: 2400 });
    expect((await read(onePage(large), { imageQuality: 'HIGH' })).pages[0]).toMatchObject({
      width: 2880,
      height: 3600,
    });
  });
});

describe('a page of text and pictures', () => {
  const HEADER = { text: 'Forwarded on 21/03/2024 by Fjord Kaffe AS, Storgata 7, Oslo', x: 20, y: 20, size: 9 };

  it('is read in both where a scan stands below text', async () => {
    const scan = await toSharp(await drawImage())
      .jpeg({ quality: 90 })
      .toBuffer();
    const bytes = await makePdf([[HEADER]], async (page, document) => {
      page.drawImage(await document.embedJpg(scan), { x: 40, y: 20, width: 320, height: 400 });
    });
    const reading = await read(bytes);
    expect(reading.pages[0]).toMatchObject({ source: 'text', width: 400, height: 500 });
    expect(words(reading)).toEqual([...HEADER.text.split(' '), ...RECEIPT_WORDS]);
    const total = reading.pages[0]!.words.find(({ text }) => text === '16.25')!;
    expect(total.confidence).toBeLessThan(1);
    // At 300, 360 points of a page drawn at four fifths, 40 from the left and 80 from the top.
    expect(total.box[0]).toBeCloseTo((40 + 300 * 0.8) / 400, 1);
    expect(total.box[3]).toBeCloseTo((80 + 362 * 0.8) / 500, 1);
  });

  it('is read in both, and nothing twice, where a line of text lies over a scan', async () => {
    const reading = await read(await makeScan(await drawImage(), [HEADER]));
    expect(reading.pages[0]!.source).toBe('text');
    expect(words(reading)).toEqual([...HEADER.text.split(' '), ...RECEIPT_WORDS]);
  });

  it('is turned upright as a whole', async () => {
    const bytes = await makeScan(await drawImage(), [HEADER]);
    const { PDFDocument } = await import('pdf-lib');
    const document = await PDFDocument.load(bytes);
    document.getPage(0).setRotation(degrees(90));
    const reading = await read(await document.save(), { autoRotate: true });
    expect(reading.pages[0]).toMatchObject({ source: 'text', rotation: 270, width: 400, height: 500 });
    expect(words(reading)).toEqual([...HEADER.text.split(' '), ...RECEIPT_WORDS]);
  });

  it('is not looked at again where only a logo stands beside the text', async () => {
    const logo = await toSharp(await drawImage([{ text: 'LOGO', x: 40, y: 100, size: 60 }]))
      .png()
      .toBuffer();
    const bytes = await makePdf([RECEIPT], async (page, document) => {
      page.drawImage(await document.embedPng(logo), { x: 300, y: 400, width: 80, height: 90 });
    });
    expect(words(await read(bytes))).toEqual(RECEIPT_WORDS);
  });
});

describe('a PDF that cannot be read', () => {
  beforeAll(async () => {
    await read(await makePdf([RECEIPT]));
  });

  it('is encrypted when it wants a password', async () => {
    const bytes = writePdf(
      [
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
        `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
      ],
      `/Encrypt 4 0 R /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`,
    );
    await expect(read(bytes)).rejects.toMatchObject({
      reason: 'encrypted',
      message: 'The PDF is protected by a password.',
    });
  });

  it.each([
    ['nothing but a header', Buffer.from('%PDF-1.7\n')],
    ['no catalogue', writePdf(['<< /Type /Nothing >>'])],
    ['no pages', writePdf(['<< /Type /Catalog /Pages 9 0 R >>'])],
  ])('is corrupt when it has %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ reason: 'corrupt' });
  });

  it('is too large when a page is a wall', async () => {
    await expect(read(onePage('[0 0 1000000 1000000]'))).rejects.toMatchObject({
      reason: 'too-large',
      message: 'Page 1 of the PDF is too large.',
    });
  });

  it('is too large when it has more pages than allowed, even where fewer are asked for', async () => {
    const bytes = await makePdf([[], [], []]);
    await expect(read(bytes, { maxPages: 1 }, { maxPages: 2 })).rejects.toMatchObject({
      reason: 'too-large',
      message: 'The document has 3 pages; at most 2 are allowed.',
    });
    const claimed = writePdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 100000 >>']);
    await expect(read(claimed)).rejects.toBeInstanceOf(UnreadableDocumentError);
  });

  it('is too large when a small page holds an image of too many pixels', async () => {
    const draw = 'q 100 0 0 100 0 0 cm /I Do Q';
    const bytes = writePdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>',
      `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`,
      '<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Length 3 >>\nstream\nabc\nendstream',
    ]);
    await expect(read(bytes)).rejects.toMatchObject({
      reason: 'too-large',
      message: 'The PDF holds an image of 60000 x 60000 pixels, which is too many.',
    });
  });

  it('gives a reading or a reason, whatever bytes are damaged, and never spoils the next one', async () => {
    const original = await makePdf([RECEIPT]);
    const damage = fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const outcome = await read(bytes, {}, { maxPixels: 400_000 }).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableDocumentError);
      }),
      { numRuns: 30 },
    );
    expect(words(await read(original))).toEqual(RECEIPT_WORDS);
  });
});

/** A PDF of one empty page with this media box. */
function onePage(mediaBox: string): Uint8Array {
  return writePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${mediaBox} >>`,
  ]);
}
