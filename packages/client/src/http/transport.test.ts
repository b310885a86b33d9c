import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breakAnswer, breakConnection, neverAnswer, TestService } from '../testing/service.js';
import { Transport, type TransportOptions } from './transport.js';

let service: TestService;
let pauses: number[];

beforeEach(async () => {
  service = await TestService.start();
  pauses = [];
});
afterEach(() => service[Symbol.asyncDispose]());

function transport(options?: TransportOptions): Transport {
  return new Transport(service.credentials, options, async (milliseconds) => {
    pauses.push(milliseconds);
  });
}

describe('a request', () => {
  it('carries the token and the key', async () => {
    await transport().call('GET', '/batches');
    expect(service.requests[0]).toMatchObject({ method: 'GET', path: '/v1/batches' });
    expect(service.requests[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', 'x-api-key': 'key' });
  });

  it('has neither body nor content type when there is nothing to send', async () => {
    await transport().call('DELETE', '/batches/las:batch:1');
    expect(service.requests[0]?.text).toBe('');
    expect(service.requests[0]?.headers).not.toHaveProperty('content-type');
    expect(service.requests[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  it('sends JSON', async () => {
    await transport().call('PATCH', '/batches/las:batch:1', { body: { name: null } });
    expect(service.requests[0]?.headers['content-type']).toBe('application/json');
    expect(service.requests[0]?.text).toBe('{"name":null}');
  });
});

describe('retries', () => {
  it.each([
    ['a broken connection', breakConnection],
    ['a broken answer', breakAnswer],
    ['408', { status: 408 }],
    ['429', { status: 429, body: { message: 'Too Many Requests' } }],
    ['500', { status: 500 }],
    ['503', { status: 503, body: '<html>' }],
  ])('follow on %s', async (_, behaviour) => {
    service.behaviours.push(behaviour, behaviour, { body: { done: true } });
    await expect(transport().call('GET', '/batches')).resolves.toEqual({ done: true });
    expect(service.requests).toHaveLength(3);
    expect(pauses).toHaveLength(2);
  });

  it.each([
    [400, {}, 'BadRequestException'],
    [404, {}, 'NotFoundException'],
    [429, { message: 'Limit Exceeded' }, 'LimitExceededException'],
    [501, {}, 'NotImplementedException'],
  ])('do not follow on %i %j', async (status, body, name) => {
    service.behaviours.push({ status, body });
    await expect(transport().call('GET', '/batches')).rejects.toMatchObject({ name, status });
    expect(service.requests).toHaveLength(1);
  });

  it('end after three by default, with what went wrong last', async () => {
    service.behaviours.push(breakConnection, breakConnection, breakConnection, { status: 502 });
    await expect(transport().call('GET', '/batches')).rejects.toMatchObject({ name: 'ServerException', status: 502 });
    expect(service.requests).toHaveLength(4);
  });

  it('can be limited for the client and for a call', async () => {
    service.behaviours.push({ status: 500 }, { status: 500 }, { status: 500 });
    const once = transport({ maxRetries: 0 });
    await expect(once.call('GET', '/batches')).rejects.toMatchObject({ status: 500 });
    await expect(once.call('GET', '/batches', { request: { maxRetries: 1 } })).rejects.toMatchObject({ status: 500 });
    expect(service.requests).toHaveLength(3);
  });

  it('wait as long as the service asks', async () => {
    service.behaviours.push({ status: 503, headers: { 'retry-after': '2' } });
    await transport().call('GET', '/batches');
    expect(pauses[0]).toBeGreaterThanOrEqual(2000);
    expect(pauses[0]).toBeLessThanOrEqual(2500);
  });

  it('send the same body and the same idempotency key', async () => {
    service.behaviours.push(breakAnswer, { status: 500 });
    await transport().call('POST', '/batches', { body: { name: 'a' } });
    const [first, second, third] = service.requests.map(({ headers, text }) => [headers['idempotency-key'], text]);
    expect(first?.[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([second, third]).toEqual([first, first]);
  });

  it('of another call send another idempotency key', async () => {
    const calls = transport();
    await calls.call('POST', '/batches', { body: {} });
    await calls.call('POST', '/batches', { body: {} });
    await calls.call('POST', '/batches', { body: {}, request: { idempotencyKey: 'mine' } });
    const keys = service.requests.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
  });
});

describe('sign-in', () => {
  it('takes one token request for many calls', async () => {
    const calls = transport();
    await Promise.all(Array.from({ length: 20 }, () => calls.call('GET', '/batches')));
    expect(service.requests).toHaveLength(20);
    expect(service.tokenRequests).toHaveLength(1);
  });

  it('renews a token that the service refuses, once for all calls', async () => {
    const calls = transport();
    await calls.call('GET', '/batches');
    service.behaviours.push({ status: 401 }, { status: 401 }, { status: 401 });
    await Promise.all([1, 2, 3].map(() => calls.call('GET', '/batches')));
    expect(service.tokenRequests).toHaveLength(2);
    expect(service.requests.slice(-3).map(({ headers }) => headers.authorization)).toEqual(
      Array(3).fill('Bearer token-2'),
    );
    expect(pauses).toEqual([]);
  });

  it('gives up when the new token is refused too', async () => {
    service.behaviours.push({ status: 401 }, { status: 401, body: { message: 'No' } });
    await expect(transport().call('GET', '/batches')).rejects.toMatchObject({ name: 'UnauthorizedException' });
    expect(service.requests).toHaveLength(2);
  });

  it('is retried like any request', async () => {
    service.tokenBehaviours.push(breakConnection, { status: 503 });
    await transport().call('GET', '/batches');
    expect(service.tokenRequests).toHaveLength(3);
    expect(service.requests).toHaveLength(1);
  });

  it('tells a wrong secret apart, and does not retry it', async () => {
    const body = { error: 'invalid_client', error_description: 'client authentication failed' };
    service.tokenBehaviours.push({ status: 401, headers: { 'x-request-id': 'r-1' }, body });
    await expect(transport().call('GET', '/batches')).rejects.toMatchObject({
      name: 'InvalidCredentialsException',
      message: 'client authentication failed',
      status: 401,
      requestId: 'r-1',
    });
    expect(service.tokenRequests).toHaveLength(1);
    expect(service.requests).toHaveLength(0);
  });
});

describe('a time limit', () => {
  it('ends each try', async () => {
    service.behaviours.push(neverAnswer, neverAnswer);
    const call = transport().call('GET', '/batches', { request: { timeout: 50, maxRetries: 1 } });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutException' });
    expect(service.requests).toHaveLength(2);
  });

  it('covers the body of the answer', async () => {
    service.behaviours.push((response) => response.writeHead(200).write('{'));
    const call = transport({ timeout: 50, maxRetries: 0 }).call('GET', '/batches');
    await expect(call).rejects.toMatchObject({ name: 'TimeoutException' });
  });

  it('may be infinite', async () => {
    await expect(transport({ timeout: Infinity }).call('GET', '/batches')).resolves.toEqual({});
  });
});

describe('a signal', () => {
  it('ends a request that is under way', async () => {
    const controller = new AbortController();
    service.behaviours.push((response) => {
      response.on('close', () => {});
      controller.abort(new Error('enough'));
    });
    const call = transport().call('GET', '/batches', { request: { signal: controller.signal } });
    await expect(call).rejects.toThrow('enough');
    expect(service.requests).toHaveLength(1);
  });

  it('ends the pause before a retry', async () => {
    service.behaviours.push({ status: 503, headers: { 'retry-after': '50' } });
    const controller = new AbortController();
    const calls = new Transport(service.credentials);
    const call = calls.call('GET', '/batches', { request: { signal: controller.signal } });
    while (service.requests.length === 0) await wait(1);
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(service.requests).toHaveLength(1);
  });

  it('keeps a call from being sent', async () => {
    const call = transport({ signal: AbortSignal.abort() }).call('GET', '/batches');
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect([...service.requests, ...service.tokenRequests]).toHaveLength(0);
  });

  it('of one call does not end the sign-in of another', async () => {
    const calls = transport();
    const signal = AbortSignal.abort();
    const pending = calls.call('GET', '/batches');
    await expect(calls.call('GET', '/batches', { request: { signal } })).rejects.toThrow();
    await expect(pending).resolves.toEqual({});
  });
});

describe('a call that lets the service wait', () => {
  it('is given that time on top of its time limit', async () => {
    service.behaviours.push((response) => void setTimeout(() => response.end('{"late":true}'), 50));
    const call = transport({ timeout: 20, maxRetries: 0 }).call('POST', '/transitions', { body: {}, wait: 10_000 });
    await expect(call).resolves.toEqual({ late: true });
  });
});

it('takes one signal for many calls at once without a warning', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const { signal } = new AbortController();
  const calls = transport({ signal });
  await Promise.all(Array.from({ length: 30 }, () => calls.call('GET', '/batches')));
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
