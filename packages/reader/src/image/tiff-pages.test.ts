import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { findTiffPages } from './tiff-pages.js';

const SHEET = { create: { width: 600, height: 400, channels: 3 as const, background: '#fff' } };

async function pyramid(bigtiff: boolean): Promise<{ bytes: Buffer; images: number }> {
  const bytes = await sharp(SHEET)
    .tiff({ pyramid: true, tile: true, tileWidth: 128, tileHeight: 128, bigtiff })
    .toBuffer();
  return { bytes, images: (await sharp(bytes).metadata()).pages ?? 1 };
}

describe('findTiffPages', () => {
  it.each([false, true])('leaves out smaller copies of a page (BigTIFF: %s)', async (big) => {
    const { bytes, images } = await pyramid(big);
    expect(images).toBeGreaterThan(1);
    expect(findTiffPages(bytes, images)).toEqual([0]);
  });

  it('knows each page of a file without copies', async () => {
    const sheet = await sharp(SHEET).png().toBuffer();
    const bytes = await sharp([sheet, sheet], { join: { animated: true } })
      .tiff()
      .toBuffer();
    expect(findTiffPages(bytes, 2)).toEqual([0, 1]);
  });

  it('gives up where the directories are not as many as the decoder says', async () => {
    const { bytes, images } = await pyramid(false);
    expect(findTiffPages(bytes, images + 1)).toBeUndefined();
    expect(findTiffPages(new Uint8Array(20), 1)).toBeUndefined();
  });

  it('survives whatever bytes are damaged', async () => {
    const { bytes, images } = await pyramid(false);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 30 }), (changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [at, value] of changes) damaged[at] = value;
        expect(findTiffPages(damaged, images)?.length ?? 1).toBeGreaterThan(0);
      }),
    );
  });
});
