import { type Point, project } from '@las/samples/parts';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { DEGRADATIONS, degradeImage, mixedDegradation } from './degrade.js';

/** White, with a black square of 20 pixels whose middle is at (60, 90). */
const SQUARE: Point = { x: 60, y: 90 };
const page = () =>
  sharp({ create: { width: 300, height: 400, channels: 3, background: '#fff' } })
    .composite([{ input: { create: { width: 20, height: 20, channels: 3, background: '#000' } }, left: 50, top: 80 }])
    .png()
    .toBuffer();

/** Middle of the pixels that are far darker than what is around them. */
async function squareIn(bytes: Uint8Array): Promise<Point> {
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const places: Point[] = [];
  for (let y = 10; y < info.height - 10; y++) {
    for (let x = 10; x < info.width - 10; x++) {
      if (data[y * info.width + x]! < 30) places.push({ x: x + 0.5, y: y + 0.5 });
    }
  }
  const mean = (pick: (place: Point) => number) => places.reduce((sum, place) => sum + pick(place), 0) / places.length;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

describe('degradeImage', () => {
  it.each(DEGRADATIONS)('%s changes the pixels, the same way each time for the same document', async (kind) => {
    const original = await page();
    const [first, again] = [
      await degradeImage(original, { kind, id: 'a', textHeight: 20 }),
      await degradeImage(original, { kind, id: 'a', textHeight: 20 }),
    ];
    expect(again).toEqual(first);
    const pixels = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
    expect(Buffer.compare(await pixels(first.bytes), await pixels(original))).not.toBe(0);
  });

  it.each(DEGRADATIONS)('%s tells where its pixels are in the original', async (kind) => {
    const { bytes, toOriginal, width, height } = await degradeImage(await page(), { kind, id: 'b', textHeight: 20 });
    expect(await sharp(bytes).metadata()).toMatchObject({ width, height });
    const { x, y } = project(toOriginal, await squareIn(bytes));
    expect(Math.hypot(x - SQUARE.x, y - SQUARE.y)).toBeLessThan(1.5);
  });

  it('is another one for another document', async () => {
    const original = await page();
    const [one, other] = await Promise.all(
      ['a', 'b'].map((id) => degradeImage(original, { kind: 'perspective', id, textHeight: 20 })),
    );
    expect(Buffer.compare(one!.bytes, other!.bytes)).not.toBe(0);
  });

  it('works on large and on grey images, in the pixels of which it tells places', async () => {
    const large = await sharp(await page())
      .resize({ width: 3000 })
      .greyscale()
      .jpeg()
      .toBuffer();
    const { toOriginal, height } = await degradeImage(large, { kind: 'jpeg-30', id: 'a' });
    expect(height).toBe(2400);
    expect(project(toOriginal, { x: 1800, y: 2400 })).toEqual({ x: 3000, y: 4000 });
  });
});

it('mixed degradations are all kinds about as often', () => {
  const kinds = Array.from({ length: 700 }, (_, index) => mixedDegradation(String(index)));
  for (const kind of DEGRADATIONS) {
    expect(kinds.filter((other) => other === kind).length).toBeGreaterThan(70);
  }
});
