import { expect, test } from 'vitest';
import { createTurns } from './turns.js';

test('work on one key is done one after another in its order, also after failures; other keys do not wait', async () => {
  const turns = createTurns();
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const ends = await Promise.allSettled([
    turns.run('key', work('a')),
    turns.run('key', work('b', true)),
    turns.run('other', work('x')),
    turns.run('key', work('c')),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(seen.filter((line) => !line.startsWith('x'))).toEqual([
    'a begins',
    'a ends',
    'b begins',
    'b ends',
    'c begins',
    'c ends',
  ]);
  expect(seen.indexOf('x begins')).toBeLessThan(seen.indexOf('a ends'));
});
