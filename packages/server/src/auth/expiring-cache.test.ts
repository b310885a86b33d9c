import { expect, test } from 'vitest';
import { createExpiringCache } from './expiring-cache.js';

test('gives out what was put in until it expires', () => {
  let time = 0;
  const cache = createExpiringCache<string | null>({ maxEntries: 10, now: () => time });
  cache.set('a', 'x', 100);
  cache.set('b', null, 200);
  time = 99;
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['x', null, undefined]);
  time = 100;
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, null]);
  cache.set('b', 'y', 300);
  time = 299;
  expect(cache.get('b')).toBe('y');
});

test('drops what was unused for longest when it is full', () => {
  const cache = createExpiringCache<number>({ maxEntries: 2, now: () => 0 });
  cache.set('a', 1, 1);
  cache.set('b', 2, 1);
  cache.get('a');
  cache.set('c', 3, 1);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
  cache.set('c', 4, 1);
  expect([cache.get('a'), cache.get('c')]).toEqual([1, 4]);
});

test('forgets all when cleared', () => {
  const cache = createExpiringCache<number>({ maxEntries: 2, now: () => 0 });
  cache.set('a', 1, 1);
  cache.clear();
  expect(cache.get('a')).toBeUndefined();
});
