import { expect, test } from 'vitest';
import { type BellWait, createWorkBell } from './work-bell.js';

const never = new AbortController().signal;
const long = 60_000;

/** Who has woken, in the order in which they did. */
function sleepers(waits: BellWait[]): number[] {
  const woken: number[] = [];
  for (const [index, wait] of waits.entries()) void wait.until(long, never).then(() => woken.push(index));
  return woken;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('as many wake as there are pieces of work, those first who came first', async () => {
  const bell = createWorkBell();
  const woken = sleepers(Array.from({ length: 4 }, () => bell.wait('a')));
  const others = sleepers([bell.wait('b')]);
  bell.ring('a', 1);
  await settled();
  expect(woken).toEqual([0]);
  bell.ring('a', 2);
  await settled();
  expect(woken).toEqual([0, 1, 2]);
  expect(others).toEqual([]);
  bell.close();
});

test('a ring for one who has found work by himself wakes the next', async () => {
  const bell = createWorkBell();
  const busy = bell.wait('a');
  const woken = sleepers([bell.wait('a')]);
  bell.ring('a', 1);
  busy.end();
  await settled();
  expect(woken).toEqual([0]);
});

test('a ring for one who hangs up wakes the next', async () => {
  const bell = createWorkBell();
  const caller = new AbortController();
  const leaving = bell.wait('a');
  const left = leaving.until(long, caller.signal);
  const woken = sleepers([bell.wait('a')]);
  bell.ring('a', 1);
  caller.abort();
  await left;
  leaving.end();
  await settled();
  expect(woken).toEqual([0]);
});

test('a ring that was listened for is nobody else\u2019s', async () => {
  const bell = createWorkBell();
  const first = bell.wait('a');
  const heard = first.until(long, never);
  const woken = sleepers([bell.wait('a')]);
  bell.ring('a', 1);
  await heard;
  first.end();
  await settled();
  expect(woken).toEqual([]);
  bell.close();
});

test('what rings while one looks for work is not missed', async () => {
  const bell = createWorkBell();
  const wait = bell.wait('a');
  bell.ring('a', 1);
  await wait.until(long, never);
});

test('when it is closed nobody waits, now or later', async () => {
  const bell = createWorkBell();
  const waiting = bell.wait('a').until(long, never);
  bell.close();
  await waiting;
  await bell.wait('a').until(long, never);
  expect(bell.closed).toBe(true);
});
