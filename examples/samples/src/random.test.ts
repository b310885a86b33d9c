import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random.js';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

test('the same seed gives the same stream, another seed another', () => {
  expect(draw(new Random(7), 50)).toEqual(draw(new Random(7), 50));
  expect(draw(new Random(7), 50)).not.toEqual(draw(new Random(8), 50));
});

test('the stream of a part depends on the seed and the part alone', () => {
  expect(draw(Random.forPart(3, 5), 9)).toEqual(draw(Random.forPart(3, 5), 9));
  const parts = Array.from({ length: 200 }, (_, index) => Random.forPart(3, index).next());
  expect(new Set(parts).size).toBe(200);
});

test('numbers are spread evenly over 0 to 1', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const value of draw(new Random(1), 20_000)) tenths[Math.floor(value * 10)]! += 1;
  for (const count of tenths) expect(count).toBeGreaterThan(1800);
});

test('normal numbers have mean 0 and deviation 1', () => {
  const random = new Random(2);
  const values = Array.from({ length: 20_000 }, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(variance).toBeCloseTo(1, 1);
});

test('whole numbers keep to their range and reach both ends', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -9, max: 9 }), fc.nat(5), (seed, low, span) => {
      const random = new Random(seed);
      const seen = new Set(Array.from({ length: 300 }, () => random.int(low, low + span)));
      expect(Math.min(...seen)).toBe(low);
      expect(Math.max(...seen)).toBe(low + span);
    }),
    { numRuns: 50 },
  );
});

test('shuffling keeps every item', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat()), (seed, items) => {
      const shuffled = new Random(seed).shuffle(items);
      expect(shuffled.sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
    }),
  );
});

test('picking from nothing is refused', () => {
  expect(() => new Random(1).pick([])).toThrow('Nothing to pick from');
});

test('digits are as many as asked for and never start with a zero', () => {
  const random = new Random(4);
  for (let count = 1; count < 12; count += 1)
    expect(random.digits(count)).toMatch(new RegExp(`^[1-9]\\d{${count - 1}}$`));
});
