import { describe, expect, it } from 'vitest';
import { findComponents } from './components.js';
import { fitLineBox, reverse, sliceBounds } from './line-box.js';

const SIZE = 200;

/** The box around a bar of 120 x 10 pixels that is turned clockwise about the middle of a map. */
function boxOfBar(degrees: number, scale = 1) {
  const angle = (degrees * Math.PI) / 180;
  const probabilities = new Float32Array(SIZE * SIZE).map((_, index) => {
    const [x, y] = [(index % SIZE) - SIZE / 2, Math.floor(index / SIZE) - SIZE / 2];
    const along = x * Math.cos(angle) + y * Math.sin(angle);
    const across = y * Math.cos(angle) - x * Math.sin(angle);
    return Math.abs(along) <= 60 && Math.abs(across) <= 5 ? 0.9 : 0;
  });
  const [component] = [...findComponents({ probabilities, width: SIZE, height: SIZE }, 0.3)];
  return fitLineBox(component!, SIZE, { x: scale, y: scale })!;
}

describe('fitLineBox', () => {
  it.each([0, 3, -7, 30, -40])('follows a line that is skewed by %d degrees', (degrees) => {
    const box = boxOfBar(degrees);
    const [start, end] = box.corners;
    const found = (Math.atan2(end[1] - start[1], end[0] - start[0]) * 180) / Math.PI;
    expect(found).toBeCloseTo(degrees, 0);
    expect(box.vertical).toBe(false);
    // The core is grown on all sides to the size of the text.
    expect(box.width).toBeGreaterThan(125);
    expect(box.height).toBeGreaterThan(20);
    expect(box.height).toBeLessThan(35);
  });

  it.each([90, 80, -80])('reads a line at %d degrees down the page', (degrees) => {
    const box = boxOfBar(degrees);
    const [start, end] = box.corners;
    expect(box.vertical).toBe(true);
    expect(end[1]).toBeGreaterThan(start[1] + 100);
  });

  it('gives places on the page, whatever the scale of the map', () => {
    const [small, large] = [boxOfBar(10), boxOfBar(10, 3)];
    expect(large.width).toBeCloseTo(small.width * 3, 6);
    expect(large.corners[2][0]).toBeCloseTo(small.corners[2][0] * 3, 6);
  });

  it('drops what is too small to be text', () => {
    const component = { pixels: new Int32Array([0]), left: 0, top: 0, right: 0, bottom: 0, score: 1 };
    expect(fitLineBox(component, 10, { x: 1, y: 1 })).toBeUndefined();
  });
});

describe('a line box', () => {
  const box = {
    corners: [
      [10, 20],
      [110, 20],
      [110, 40],
      [10, 40],
    ],
    width: 100,
    height: 20,
    vertical: false,
    score: 1,
  } as const;

  it('gives the bounds of a part of the line', () => {
    expect(sliceBounds(box, 0.25, 0.5)).toEqual([35, 20, 60, 40]);
    expect(sliceBounds(box, 0, 1)).toEqual([10, 20, 110, 40]);
  });

  it('begins at its other end when reversed', () => {
    expect(sliceBounds(reverse(box), 0, 0.25)).toEqual([85, 20, 110, 40]);
    expect(reverse(reverse(box))).toEqual(box);
  });
});
