import fc from 'fast-check';
import { expect, test } from 'vitest';
import { homographyBetween, type Point, project, type Quadrilateral } from './homography.js';

const nearby = (x: number, y: number) =>
  fc.record({ x: fc.integer({ min: x - 15, max: x + 15 }), y: fc.integer({ min: y - 15, max: y + 15 }) });
const quadrilateral: fc.Arbitrary<Quadrilateral> = fc.tuple(
  nearby(0, 0),
  nearby(100, 0),
  nearby(100, 140),
  nearby(0, 140),
);

function expectNear(actual: Point, expected: Point) {
  expect(actual.x).toBeCloseTo(expected.x, 5);
  expect(actual.y).toBeCloseTo(expected.y, 5);
}

test('each corner goes to its corner', () => {
  fc.assert(
    fc.property(quadrilateral, quadrilateral, (from, to) => {
      const homography = homographyBetween(from, to);
      for (const [index, corner] of from.entries()) expectNear(project(homography, corner), to[index]!);
    }),
  );
});

test('there and back again is where one was', () => {
  fc.assert(
    fc.property(quadrilateral, quadrilateral, fc.nat(100), fc.nat(140), (from, to, x, y) => {
      const there = project(homographyBetween(from, to), { x, y });
      expectNear(project(homographyBetween(to, from), there), { x, y });
    }),
  );
});

test('a quadrilateral without area is refused', () => {
  const point = { x: 1, y: 1 };
  const square = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ] as const;
  expect(() => homographyBetween([point, point, point, point], square)).toThrow('Three corners on one line');
});
