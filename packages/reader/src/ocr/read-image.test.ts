import { beforeAll, describe, expect, it } from 'vitest';
import { type RgbImage, turn } from '../image/rgb-image.js';
import type { Rotation } from '../reading.js';
import { drawImage, PAGE, RECEIPT_WORDS, toSharp } from '../testing/documents.js';
import { loadModels, type OcrModels } from './models.js';
import { readImage } from './read-image.js';

const OPTIONS = { detectionPixels: 900_000, autoRotate: false };

describe('readImage', () => {
  let models: OcrModels;
  let receipt: RgbImage;
  beforeAll(async () => {
    models = await loadModels();
    receipt = await drawImage();
  });

  async function texts(image: RgbImage, autoRotate = false): Promise<string[]> {
    return (await readImage(models, image, { ...OPTIONS, autoRotate })).words.map(({ text }) => text);
  }

  it('reads every word in the order of reading', async () => {
    expect(await texts(receipt)).toEqual(RECEIPT_WORDS);
  });

  it('says where words stand, how sure it is, and which belong to one line', async () => {
    const page = await readImage(models, receipt, OPTIONS);
    expect(page).toMatchObject({ width: receipt.width, height: receipt.height, rotation: 0, source: 'ocr' });
    const total = page.words.find(({ text }) => text === 'TOTAL')!;
    const [left, top, right, bottom] = total.box;
    expect(left).toBeCloseTo(40 / PAGE.width, 1);
    expect(right).toBeCloseTo(110 / PAGE.width, 1);
    // The baseline is at 360 points, capitals are some 14 high.
    expect(top).toBeLessThan(347 / PAGE.height);
    expect(top).toBeGreaterThan(330 / PAGE.height);
    expect(bottom).toBeGreaterThan(359 / PAGE.height);
    expect(bottom).toBeLessThan(375 / PAGE.height);
    expect(total.confidence).toBeGreaterThan(0.9);
    const segmentOf = (text: string) => page.words.find((word) => word.text === text)?.segment;
    expect(segmentOf('Invoice')).toBe(segmentOf('48213'));
    expect(segmentOf('TOTAL')).not.toBe(segmentOf('16.25'));
    expect(page.words.map(({ segment }) => segment)).toEqual(
      page.words.map(({ segment }) => segment).sort((a, b) => a - b),
    );
  });

  it.each([-15, 4])('reads a page that is skewed by %d degrees', async (degrees) => {
    expect(await texts(await skew(receipt, degrees))).toEqual(RECEIPT_WORDS);
  });

  it.each([
    [90, 0],
    [180, -15],
    [270, 12],
  ] as const)('turns a page by %d degrees to make it upright, though it is skewed by %d', async (rotation, degrees) => {
    const turned = await turn(receipt, ((360 - rotation) % 360) as Rotation);
    const page = await readImage(models, await skew(turned, degrees), { ...OPTIONS, autoRotate: true });
    expect(page.rotation).toBe(rotation);
    if (degrees === 0) expect(page).toMatchObject({ width: receipt.width, height: receipt.height });
    expect(page.words.map(({ text }) => text)).toEqual(RECEIPT_WORDS);
  });

  it('reads the address of the sender before that of the customer beside it, and a table row by row', async () => {
    const left = ['Northwind Traders', '12 Harbour Street', 'Bristol BS1 4RN', 'United Kingdom'];
    const right = ['Fjord Kaffe', 'Storgata 7', '0155 Oslo', 'Norway'];
    const table = [
      ['Coffee beans', '2 bags', '25.00'],
      ['Paper filters', '1 box', '3.75'],
      ['Black kettle', '1 piece', '49.00'],
    ];
    const image = await drawImage([
      ...left.map((text, row) => ({ text, x: 30, y: 60 + 20 * row, size: 14 })),
      ...right.map((text, row) => ({ text, x: 270, y: 60 + 20 * row, size: 14 })),
      ...table.flatMap((cells, row) =>
        cells.map((text, cell) => ({ text, x: 30 + 140 * cell, y: 240 + 24 * row, size: 14 })),
      ),
    ]);
    const expected = [...left, ...right, ...table.flat()].flatMap((text) => text.split(' '));
    expect(await texts(image)).toEqual(expected);
  });

  it('leaves an upright page as it is', async () => {
    const page = await readImage(models, receipt, { ...OPTIONS, autoRotate: true });
    expect(page.rotation).toBe(0);
    expect(page.words.map(({ text }) => text)).toEqual(RECEIPT_WORDS);
  });

  it('reads a line up the side of a page without turning the page', async () => {
    const image = await drawImage([
      { text: 'UPRIGHT HEADING', x: 120, y: 80, size: 20 },
      { text: 'sideways remark', x: 60, y: 400, size: 18, angle: 90 },
    ]);
    expect((await texts(image, false)).sort()).toEqual(['HEADING', 'UPRIGHT', 'remark', 'sideways']);
  });

  it('finds no words on an empty page, whichever way it looks', async () => {
    const white = { data: new Uint8Array(300 * 200 * 3).fill(255), width: 300, height: 200 };
    expect(await texts(white)).toEqual([]);
    expect(await texts(white, true)).toEqual([]);
    expect(await texts({ data: new Uint8Array(3), width: 1, height: 1 })).toEqual([]);
  });
});

async function skew(image: RgbImage, degrees: number): Promise<RgbImage> {
  const { data, info } = await toSharp(image)
    .rotate(degrees, { background: '#fff' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
