import { expect, test, vi } from 'vitest';
import { callSteadily, percentile } from './steady-calls.js';

test('calls go on while one is not answered, and all are waited for', async () => {
  const answers: (() => void)[] = [];
  const calls = callSteadily(1, () => new Promise((resolve) => answers.push(resolve)));
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(2));
  const stopped = calls.stop();
  const count = answers.length;
  for (const answer of answers) answer();
  const times = await stopped;
  expect(times).toHaveLength(count);
  expect(times.toSorted((one, other) => one - other)).toEqual(times);
});

test('a call that fails fails the measurement', async () => {
  const call = vi.fn(async () => Promise.reject(new Error('refused')));
  const calls = callSteadily(1, call);
  await vi.waitFor(() => expect(call).toHaveBeenCalled());
  await expect(calls.stop()).rejects.toThrow('refused');
});

test('percentiles are of the sorted numbers', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index);
  expect([0, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([0, 50, 99, 99]);
  expect(percentile([], 0.5)).toBeNaN();
});
