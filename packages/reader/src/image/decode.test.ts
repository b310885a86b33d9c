import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { UnreadableDocumentError } from '../errors.js';
import { decodeImage, readImageHeader } from './decode.js';
import type { RgbImage } from './rgb-image.js';

const LIMITS = { page: 0, maxPixels: 1e8, maxSide: 2400 };

/** Left half dark red, right half white, 60 x 40. */
async function halves(): Promise<Buffer> {
  const left = { create: { width: 30, height: 40, channels: 3 as const, background: '#800000' } };
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

function pixel({ data, width }: RgbImage, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

describe('decodeImage', () => {
  let png: Buffer;
  beforeAll(async () => {
    png = await halves();
  });

  it.each([
    ['a JPEG', (image: Sharp) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' })],
    ['a PNG', (image: Sharp) => image.png()],
    ['a TIFF', (image: Sharp) => image.tiff({ compression: 'lzw' })],
    ['a PNG of 16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['a PNG with a palette', (image: Sharp) => image.png({ palette: true })],
    ['a PNG with alpha', (image: Sharp) => image.ensureAlpha().png()],
  ])('decodes %s to eight bits of red, green and blue', async (_, convert) => {
    const image = await decodeImage(await convert(sharp(png)).toBuffer(), LIMITS);
    expect(image).toMatchObject({ width: 60, height: 40 });
    expect(image.data).toHaveLength(60 * 40 * 3);
    for (const [channel, value] of pixel(image, 5, 20).entries()) {
      expect(Math.abs(value - [0x80, 0, 0][channel]!)).toBeLessThanOrEqual(4);
    }
    expect(Math.min(...pixel(image, 55, 20))).toBeGreaterThanOrEqual(250);
  });

  it.each([
    ['grey of 16 bits', (image: Sharp) => image.toColourspace('grey16').png()],
    ['grey', (image: Sharp) => image.greyscale().jpeg()],
    ['one bit', (image: Sharp) => image.threshold(200).toColourspace('b-w').tiff({ bitdepth: 1 })],
    ['CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg()],
  ])('keeps dark dark and white white in %s', async (_, convert) => {
    const image = await decodeImage(await convert(sharp(png)).toBuffer(), LIMITS);
    expect(image.data).toHaveLength(60 * 40 * 3);
    expect(Math.max(...pixel(image, 5, 20).slice(1))).toBeLessThan(100);
    expect(Math.min(...pixel(image, 55, 20))).toBeGreaterThan(240);
  });

  it('puts what is transparent on white', async () => {
    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const image = await decodeImage(await clear.png().toBuffer(), LIMITS);
    expect(image.data.every((value) => value === 255)).toBe(true);
  });

  it('turns an image as its EXIF orientation says', async () => {
    // 6: the camera was held upright; the picture has to be turned clockwise.
    const bytes = await sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const image = await decodeImage(bytes, LIMITS);
    expect(image).toMatchObject({ width: 40, height: 60 });
    expect(pixel(image, 20, 5)[1]).toBeLessThan(30);
    expect(pixel(image, 20, 55)[1]).toBeGreaterThan(220);
  });

  it('scales down to the longer side and never up', async () => {
    expect(await decodeImage(png, { ...LIMITS, maxSide: 30 })).toMatchObject({ width: 30, height: 20 });
    expect(await decodeImage(png, { ...LIMITS, maxSide: 3000 })).toMatchObject({ width: 60, height: 40 });
  });

  it('refuses by the header what has more pixels than allowed', async () => {
    await expect(decodeImage(png, { ...LIMITS, maxPixels: 60 * 40 - 1 })).rejects.toMatchObject({
      reason: 'too-large',
    });
    await expect(decodeImage(png, { ...LIMITS, maxPixels: 60 * 40 })).resolves.toBeDefined();
    await expect(decodeImage(claimSize(png, 50_000), LIMITS)).rejects.toMatchObject({
      reason: 'too-large',
      message: 'The image has 50000 x 50000 pixels, which is too many.',
    });
  });

  it.each(['jpeg', 'png', 'tiff'] as const)('refuses a %s that is cut short', async (format) => {
    const noise = sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    const bytes = await noise[format]().toBuffer();
    await expect(decodeImage(bytes.subarray(0, bytes.length / 2), LIMITS)).rejects.toMatchObject({ reason: 'corrupt' });
  });

  it('gives an image or a reason, whatever bytes are damaged', async () => {
    const jpeg = await sharp(png).jpeg().toBuffer();
    const tiff = await sharp(png).tiff().toBuffer();
    const damage = fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(png, jpeg, tiff), damage, async (original, changes) => {
        const bytes = Buffer.from(original);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        const outcome = await decodeImage(bytes, { ...LIMITS, maxPixels: 1e6 }).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableDocumentError);
        else expect(outcome).toHaveProperty('data');
      }),
      { numRuns: 150 },
    );
  });
});

describe('readImageHeader', () => {
  it('counts the pages of a TIFF', async () => {
    const pages = await Promise.all(['#f00', '#0f0', '#00f'].map(page));
    const bytes = await sharp(pages, { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect(await readImageHeader(bytes)).toEqual({ pages: [0, 1, 2] });
    const second = await decodeImage(bytes, { ...LIMITS, page: 1 });
    expect(second).toMatchObject({ width: 10, height: 10 });
    const [red = 255, green = 0, blue = 255] = pixel(second, 5, 5);
    expect(green).toBeGreaterThan(250);
    expect(Math.max(red, blue)).toBeLessThan(5);
  });

  it('counts one page of a PNG', async () => {
    expect(await readImageHeader(await halves())).toEqual({ pages: [0] });
  });

  it('refuses what only begins like an image', async () => {
    await expect(readImageHeader((await halves()).subarray(0, 12))).rejects.toMatchObject({ reason: 'corrupt' });
  });
});

function page(background: string): Promise<Buffer> {
  return sharp({ create: { width: 10, height: 10, channels: 3, background } })
    .png()
    .toBuffer();
}

/** The PNG with another size in its header. */
function claimSize(png: Buffer, side: number): Buffer {
  const bytes = Buffer.from(png);
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}
