import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { sniffContentType } from './content-type.js';
import type { RgbImage } from './image/rgb-image.js';
import { DEFAULT_LIMITS } from './limits.js';
import { loadModels, type OcrModels } from './ocr/models.js';
import { readDocument } from './read-document.js';
import type { ReadOptions } from './reading.js';
import { drawImage, toSharp } from './testing/documents.js';

/** Turns and mirrors that undo what each EXIF orientation asks for. */
const UNDONE: readonly { orientation: number; turn: number; mirror: boolean }[] = [
  { orientation: 1, turn: 0, mirror: false },
  { orientation: 2, turn: 0, mirror: true },
  { orientation: 3, turn: 180, mirror: false },
  { orientation: 4, turn: 180, mirror: true },
  { orientation: 5, turn: 270, mirror: true },
  { orientation: 6, turn: 270, mirror: false },
  { orientation: 7, turn: 90, mirror: true },
  { orientation: 8, turn: 90, mirror: false },
];

const oneBit = (image: Sharp) => image.threshold(160).toColourspace('b-w');

describe('a page in any format', () => {
  let models: OcrModels;
  let sheet: Buffer;
  beforeAll(async () => {
    models = await loadModels();
    sheet = await draw('TOTAL 16.25');
  });

  async function read(bytes: Buffer, options: ReadOptions = {}): Promise<string[]> {
    const request = {
      bytes,
      contentType: sniffContentType(bytes) ?? 'image/jpeg',
      options: { maxPages: 1, autoRotate: false, imageQuality: 'LOW' as const, ...options },
      limits: DEFAULT_LIMITS,
    };
    const { pages } = await readDocument(request, { models: async () => models });
    return pages.map(({ words }) => words.map(({ text }) => text).join(' '));
  }

  it.each<[string, (image: Sharp) => Sharp]>([
    ['a progressive JPEG', (image) => image.jpeg({ progressive: true })],
    ['a grey JPEG', (image) => image.greyscale().toColourspace('b-w').jpeg()],
    ['a CMYK JPEG', (image) => image.toColourspace('cmyk').jpeg()],
    ['a JPEG of wide gamut', (image) => image.withIccProfile('p3').jpeg()],
    ['an interlaced PNG', (image) => image.png({ progressive: true })],
    ['a PNG of 16 bits', (image) => image.toColourspace('rgb16').png()],
    ['a grey PNG of 16 bits', (image) => image.toColourspace('grey16').png()],
    ['a PNG of two colours', (image) => image.png({ palette: true, colours: 2 })],
    ['a TIFF of 16 bits', (image) => image.toColourspace('rgb16').tiff({ compression: 'lzw' })],
    ['a CMYK TIFF', (image) => image.toColourspace('cmyk').tiff({ compression: 'deflate' })],
    ['a tiled BigTIFF', (image) => image.tiff({ compression: 'lzw', tile: true, bigtiff: true })],
    ['a fax (group 4)', (image) => oneBit(image).tiff({ compression: 'ccittfax4', bitdepth: 1 })],
    [
      'a fax whose zeros are white',
      (image) => oneBit(image).tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite: true }),
    ],
    [
      'a TIFF of four bits',
      (image) => image.greyscale().toColourspace('b-w').tiff({ compression: 'none', bitdepth: 4 }),
    ],
  ])('is read: %s', async (_, convert) => {
    expect(await read(await convert(sharp(sheet)).toBuffer())).toEqual(['TOTAL 16.25']);
  });

  it.each(['png', 'tiff'] as const)('is read where its text is black on nothing: a %s', async (format) => {
    const ink = await sharp(sheet).greyscale().negate().raw().toBuffer({ resolveWithObject: true });
    const { width, height } = ink.info;
    const black = sharp({ create: { width, height, channels: 3, background: '#000' } });
    const image = black.joinChannel(ink.data, { raw: { width, height, channels: ink.info.channels } });
    const bytes = await (format === 'png' ? image.png() : image.tiff({ compression: 'lzw' })).toBuffer();
    expect((await sharp(bytes).metadata()).hasAlpha).toBe(true);
    expect(await read(bytes)).toEqual(['TOTAL 16.25']);
  });

  it.each(UNDONE)('is read as its orientation $orientation says', async ({ orientation, turn, mirror }) => {
    const mirrored = await (mirror ? sharp(sheet).flop() : sharp(sheet)).png().toBuffer();
    const stored = sharp(mirrored).rotate(turn).withMetadata({ orientation });
    const bytes = await (orientation % 2 === 0 ? stored.jpeg() : stored.tiff({ compression: 'lzw' })).toBuffer();
    expect(await read(bytes)).toEqual(['TOTAL 16.25']);
  });

  it('is read page by page from a TIFF, without the smaller copies in it', async () => {
    const pages = await Promise.all(['FIRST 1.00', 'SECOND 2.00', 'THIRD 3.00'].map(draw));
    const tiff = await sharp(pages, { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    expect(await read(tiff, { maxPages: 2 })).toEqual(['FIRST 1.00', 'SECOND 2.00']);
    const pyramid = await sharp(sheet).tiff({ compression: 'lzw', pyramid: true, tile: true }).toBuffer();
    expect(await read(pyramid, { maxPages: 3 })).toEqual(['TOTAL 16.25']);
  });

  it('is read from a scan of A3 at 600 dots per inch', async () => {
    const large = sharp(sheet).resize(7016, 9921, { fit: 'contain', background: '#fff' });
    const bytes = await oneBit(large).tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer();
    expect(await read(bytes)).toEqual(['TOTAL 16.25']);
  });
});

/** A sheet of 440 x 160 pixels with one line of text. */
async function draw(text: string): Promise<Buffer> {
  const page: RgbImage = await drawImage([{ text, x: 30, y: 50, size: 20 }]);
  return toSharp(page).extract({ left: 0, top: 20, width: 440, height: 160 }).png().toBuffer();
}
