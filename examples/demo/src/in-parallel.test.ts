import { expect, test } from 'vitest';
import { inParallel } from './in-parallel.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('results are in the order of the items, whatever ends first', async () => {
  const results = await inParallel([3, 1, 2], 3, async (item) => {
    for (let count = 0; count < item; count += 1) await turn();
    return item * 10;
  });
  expect(results).toEqual([30, 10, 20]);
});

test('no more are under way than allowed, and no fewer', async () => {
  let underWay = 0;
  let most = 0;
  await inParallel(Array.from({ length: 20 }), 4, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await turn();
    underWay -= 1;
  });
  expect(most).toBe(4);
});

test('after a failure nothing new is begun', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await turn();
    if (item === 1) throw new Error('no');
  };
  await expect(inParallel([0, 1, 2, 3, 4, 5, 6, 7], 2, work)).rejects.toThrow('no');
  await turn();
  expect(begun.length).toBeLessThan(5);
});

test('nothing to do is done at once', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([]);
});
