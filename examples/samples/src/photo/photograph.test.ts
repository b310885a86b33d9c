import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { a4, Sheet } from '../drawing/sheet.js';
import { Random } from '../random.js';
import { photograph } from './photograph.js';

let library: Awaited<ReturnType<typeof PDFiumLibrary.init>>;
let page: Uint8Array;

beforeAll(async () => {
  library = await PDFiumLibrary.init();
  const sheet = await Sheet.create(a4, 'sans');
  sheet.box({ x: 100, y: 100, width: 395, height: 642 }, { fill: [0.9, 0.1, 0.1] });
  page = await sheet.save();
});

afterAll(() => library.destroy());

test('a photo is a JPEG of the page with some desk around it', async () => {
  const photo = await photograph(library, page, new Random(1));
  const { format, width, height } = await sharp(photo).metadata();
  expect(format).toBe('jpeg');
  const pixelsPerPoint = Math.sqrt((width * height) / (a4.width * a4.height));
  expect(pixelsPerPoint * 72).toBeGreaterThan(110);
  expect(pixelsPerPoint * 72).toBeLessThan(180);
});

test('what is printed red is red in the photo', async () => {
  const photo = await photograph(library, page, new Random(1));
  const { width, height } = await sharp(photo).metadata();
  const middle = { left: Math.floor(width / 2), top: Math.floor(height / 2), width: 20, height: 20 };
  const { channels } = await sharp(await sharp(photo).extract(middle).toBuffer()).stats();
  expect(channels[0]!.mean).toBeGreaterThan(channels[2]!.mean + 60);
});

test('the same stream gives the same photo, another stream another', async () => {
  const first = await photograph(library, page, new Random(5));
  expect(await photograph(library, page, new Random(5))).toEqual(first);
  expect(await photograph(library, page, new Random(6))).not.toEqual(first);
});
