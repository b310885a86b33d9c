import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.js';

const a = { organizationId: 'a' };
const b = { organizationId: 'b' };

function limitAt(options: { requestsPerSecond: number; burst?: number; maxOrganizations?: number }) {
  let time = 1000;
  const limit = createRateLimit({ ...options, now: () => time });
  return {
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** How many of so many requests at once are admitted. */
    admitted(caller: typeof a, requests: number): number {
      let count = 0;
      for (let request = 0; request < requests; request++) {
        try {
          limit.admit(caller);
          count++;
        } catch (error) {
          expect(error).toMatchObject({ code: 'tooManyRequests', message: 'Too Many Requests' });
        }
      }
      return count;
    },
    refusal(caller: typeof a): unknown {
      try {
        limit.admit(caller);
        return undefined;
      } catch (error) {
        return error;
      }
    },
  };
}

test('a burst is admitted, then the rate', () => {
  const limit = limitAt({ requestsPerSecond: 10, burst: 20 });
  expect(limit.admitted(a, 50)).toBe(20);
  limit.pass(500);
  expect(limit.admitted(a, 50)).toBe(5);
  limit.pass(60_000);
  expect(limit.admitted(a, 50)).toBe(20);
});

test('a burst is one second of the rate unless told otherwise, and never less than one request', () => {
  expect(limitAt({ requestsPerSecond: 3 }).admitted(a, 10)).toBe(3);
  expect(limitAt({ requestsPerSecond: 0.1 }).admitted(a, 10)).toBe(1);
});

test('organizations do not use up one another', () => {
  const limit = limitAt({ requestsPerSecond: 5 });
  expect(limit.admitted(a, 10)).toBe(5);
  expect(limit.admitted(b, 10)).toBe(5);
});

test('a refusal says after how many seconds to come again', () => {
  const limit = limitAt({ requestsPerSecond: 0.1 });
  expect(limit.refusal(a)).toBeUndefined();
  expect(limit.refusal(a)).toMatchObject({ headers: { 'retry-after': '10' } });
  limit.pass(6500);
  expect(limit.refusal(a)).toMatchObject({ headers: { 'retry-after': '4' } });
  limit.pass(3500);
  expect(limit.refusal(a)).toBeUndefined();
  const quick = limitAt({ requestsPerSecond: 100, burst: 1 });
  quick.admitted(a, 1);
  expect(quick.refusal(a)).toMatchObject({ headers: { 'retry-after': '1' } });
});

test('memory is bounded: the organization unused for longest is forgotten', () => {
  const limit = limitAt({ requestsPerSecond: 1, maxOrganizations: 2 });
  for (const organizationId of ['a', 'b', 'a', 'c']) limit.admitted({ organizationId }, 1);
  expect(limit.admitted({ organizationId: 'a' }, 1)).toBe(0);
  expect(limit.admitted({ organizationId: 'b' }, 1)).toBe(1);
});

test('without a limit everything is admitted', () => {
  const limit = createRateLimit(null);
  for (let request = 0; request < 1000; request++) limit.admit(a);
});
