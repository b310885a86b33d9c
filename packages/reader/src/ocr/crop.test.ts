import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../image/rgb-image.js';
import { CROP_HEIGHT, cropLine } from './crop.js';
import { type LineBox, reverse } from './line-box.js';

/** A page whose left half is pure red and whose right half is white. */
function page(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (pixel % width < width / 2) data.fill(0, pixel * 3 + 1, pixel * 3 + 3);
  }
  return { data, width, height };
}

function box(left: number, top: number, right: number, bottom: number): LineBox {
  const corners = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const;
  return { corners, width: right - left, height: bottom - top, vertical: false, score: 1 };
}

/** Blue, green, red of a pixel of the crop. */
function colour({ input, paddedWidth }: ReturnType<typeof cropLine>, x: number, y: number): number[] {
  return [0, 1, 2].map((plane) => input[(plane * CROP_HEIGHT + y) * paddedWidth + x]!);
}

describe('cropLine', () => {
  it.each([24, 48, 200])('scales a line of %d pixels to the height of the network, blue first', (height) => {
    const crop = cropLine(page(400, 300), box(0, 50, 400, 50 + height));
    expect(crop.width).toBe(Math.ceil((400 * CROP_HEIGHT) / height));
    expect(crop.paddedWidth % 8).toBe(0);
    expect(crop.input).toHaveLength(3 * CROP_HEIGHT * crop.paddedWidth);
    const red = colour(crop, Math.floor(crop.width / 4), 20);
    expect(red[0]).toBeCloseTo(-1, 5);
    expect(red[2]).toBeCloseTo(1, 5);
    for (const value of colour(crop, Math.floor(crop.width * 0.75), 20)) expect(value).toBeCloseTo(1, 5);
  });

  it('makes a line wider when asked to, and shows all of it', () => {
    const crop = cropLine(page(400, 300), box(0, 50, 400, 98), 1.25);
    expect(crop.width).toBe(500);
    expect(colour(crop, 240, 20)[0]).toBeCloseTo(-1, 5);
    expect(colour(crop, 260, 20)[0]).toBeCloseTo(1, 5);
    expect(colour(crop, 499, 20)[0]).toBeCloseTo(1, 5);
  });

  it('turns a line that is read from its other end', () => {
    const crop = cropLine(page(400, 300), reverse(box(0, 50, 400, 98)));
    expect(colour(crop, 10, 20)[0]).toBeCloseTo(1, 5);
    expect(colour(crop, 390, 20)[0]).toBeCloseTo(-1, 5);
  });

  it('repeats the edge of the page where a box goes beyond it', () => {
    const crop = cropLine(page(400, 300), box(-50, -20, 450, 28));
    expect(colour(crop, 0, 0)[0]).toBeCloseTo(-1, 5);
    expect(colour(crop, crop.width - 1, 0)[0]).toBeCloseTo(1, 5);
  });

  it('bounds the width of what a very long line costs', () => {
    expect(cropLine(page(4000, 50), box(0, 0, 4000, 5)).width).toBe(2400);
  });
});
