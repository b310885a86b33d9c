import { expect, test } from 'vitest';
import { createPlaces, NoPlaceError } from './places.js';

/** Work that ends when it is let go; notes in which order it began. */
function held() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.push(resolve);
    });
  async function letGo(count = 1): Promise<void> {
    for (let left = count; left > 0; left--) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { begun, work, letGo };
}

test('so many work at once, and each party has its turn', async () => {
  const places = createPlaces({ places: 2, mostWaiting: 100 });
  const { begun, work, letGo } = held();
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map((name) =>
    places.run(name.charAt(0), undefined, work(name)),
  );
  expect(begun).toEqual(['a1', 'a2']);
  expect(places).toMatchObject({ taken: 2, waiting: 5 });
  await letGo(7);
  await Promise.all(all);
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'a4', 'b2']);
  expect(places).toMatchObject({ taken: 0, waiting: 0 });
});

test('who no longer waits leaves the queue', async () => {
  const places = createPlaces({ places: 1, mostWaiting: 100 });
  const { begun, work, letGo } = held();
  const controller = new AbortController();
  const first = places.run('a', undefined, work('first'));
  const second = places.run('a', controller.signal, work('second'));
  controller.abort(new Error('hung up'));
  await expect(second).rejects.toThrow('hung up');
  await expect(places.run('a', controller.signal, work('third'))).rejects.toThrow('hung up');
  await letGo();
  await first;
  expect(begun).toEqual(['first']);
  expect(places).toMatchObject({ taken: 0, waiting: 0 });
});

test('more than may wait are sent away', async () => {
  const places = createPlaces({ places: 1, mostWaiting: 1 });
  const { work, letGo } = held();
  const all = [places.run('a', undefined, work('first')), places.run('a', undefined, work('second'))];
  await expect(places.run('b', undefined, work('third'))).rejects.toThrow(NoPlaceError);
  await letGo(2);
  await Promise.all(all);
});

test('work that fails gives its place back', async () => {
  const places = createPlaces({ places: 1, mostWaiting: 1 });
  await expect(places.run('a', undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await places.run('a', undefined, async () => 'done')).toBe('done');
});
