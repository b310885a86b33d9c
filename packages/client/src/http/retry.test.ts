import { describe, expect, it } from 'vitest';
import {
  BadRequestException,
  ClientException,
  ConnectionException,
  LimitExceededException,
  NotImplementedException,
  ServerException,
  TimeoutException,
  TooManyRequestsException,
} from '../errors.js';
import { retryPause, withRetries } from './retry.js';

const longest = () => 1;

describe('retryPause', () => {
  it.each([
    new ConnectionException('broken'),
    new TimeoutException('late'),
    new ServerException('down', { status: 503 }),
    new TooManyRequestsException('slow down', { status: 429 }),
    new ClientException('too slow', { status: 408 }),
  ])('lets $name pass', (error) => {
    expect(retryPause(error, 0, longest)).toBe(500);
  });

  it.each([
    new LimitExceededException('used up', { status: 429 }),
    new NotImplementedException('not yet', { status: 501 }),
    new BadRequestException('no', { status: 400 }),
    new ClientException('conflict', { status: 409 }),
    new TypeError('a bug'),
  ])('gives up on $name', (error) => {
    expect(retryPause(error, 0, longest)).toBeUndefined();
  });

  it('doubles up to eight seconds', () => {
    const error = new ConnectionException('broken');
    expect([0, 1, 2, 3, 4, 5, 20].map((retries) => retryPause(error, retries, longest))).toEqual([
      500, 1000, 2000, 4000, 8000, 8000, 8000,
    ]);
  });

  it('spreads over the whole range', () => {
    const error = new ConnectionException('broken');
    expect([0, 0.25, 0.5].map((random) => retryPause(error, 2, () => random))).toEqual([0, 500, 1000]);
  });

  it('waits at least as long as the service asks', () => {
    const error = new ServerException('down', { status: 503, retryAfter: 10 });
    expect(retryPause(error, 0, () => 0)).toBe(10_000);
    expect(retryPause(error, 0, longest)).toBe(10_500);
  });

  it('does not wait for minutes', () => {
    expect(retryPause(new ServerException('down', { retryAfter: 61 }), 0, longest)).toBeUndefined();
  });
});

describe('withRetries', () => {
  const noPause = async () => {};

  it('tries once more than it may retry', async () => {
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      throw new ConnectionException(`try ${tries}`);
    };
    await expect(withRetries(attempt, { maxRetries: 2, sleep: noPause })).rejects.toThrow('try 3');
  });

  it('does not hide a bug behind retries', async () => {
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      throw new TypeError('a bug');
    };
    await expect(withRetries(attempt, { maxRetries: 2, sleep: noPause })).rejects.toThrow('a bug');
    expect(tries).toBe(1);
  });
});
