import { expect, test } from 'vitest';
import { SharedWork } from './shared-work.js';

interface Work {
  signal: AbortSignal;
  resolve(value: string): void;
  reject(error: Error): void;
}

/** Work that ends when the test says so. */
function recorder() {
  const works: Work[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      works.push({ signal, resolve, reject });
    });
  return { works, work };
}

test('those who ask at the same time share one piece of work, others do not', async () => {
  const shared = new SharedWork<string>();
  const { works, work } = recorder();
  const asked = [shared.run('a', undefined, work), shared.run('a', undefined, work), shared.run('b', undefined, work)];
  expect(works).toHaveLength(2);
  works[0]!.resolve('of a');
  works[1]!.resolve('of b');
  expect(await Promise.all(asked)).toEqual(['of a', 'of a', 'of b']);
});

test('what has ended is not given out again, whether it went well or not', async () => {
  const shared = new SharedWork<string>();
  const { works, work } = recorder();
  const failing = shared.run('a', undefined, work);
  works[0]!.reject(new Error('no luck'));
  await expect(failing).rejects.toThrow('no luck');
  const again = shared.run('a', undefined, work);
  works[1]!.resolve('luck');
  expect(await again).toBe('luck');
});

test('one who leaves stops waiting with his reason; the others get the result', async () => {
  const shared = new SharedWork<string>();
  const { works, work } = recorder();
  const leaving = new AbortController();
  const left = shared.run('a', leaving.signal, work);
  const stayed = shared.run('a', new AbortController().signal, work);
  leaving.abort(new Error('hung up'));
  await expect(left).rejects.toThrow('hung up');
  expect(works[0]!.signal.aborted).toBe(false);
  works[0]!.resolve('done');
  expect(await stayed).toBe('done');
});

test('when the last one leaves, the work is aborted, and who asks then starts anew', async () => {
  const shared = new SharedWork<string>();
  const { works, work } = recorder();
  const leaving = new AbortController();
  const left = shared.run('a', leaving.signal, work);
  leaving.abort(new Error('hung up'));
  await expect(left).rejects.toThrow('hung up');
  expect(works[0]!.signal.aborted).toBe(true);
  const next = shared.run('a', undefined, work);
  works[0]!.reject(new Error('aborted'));
  works[1]!.resolve('of the second');
  expect(await next).toBe('of the second');
});

test('who has left before he asks starts nothing', async () => {
  const shared = new SharedWork<string>();
  const { works, work } = recorder();
  await expect(shared.run('a', AbortSignal.abort(new Error('gone')), work)).rejects.toThrow('gone');
  expect(works).toHaveLength(0);
});
