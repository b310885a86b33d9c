import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestService } from '../testing/service.js';
import { Transport } from './transport.js';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start();
});
afterEach(() => service[Symbol.asyncDispose]());

it('is sent without being awaited', async () => {
  const call = new Transport(service.credentials).call('GET', '/batches');
  await call.asResponse();
  expect(service.requests).toHaveLength(1);
});

it('is sent once, however it is asked for its answer', async () => {
  service.behaviours.push({ body: { name: 'a' }, headers: { 'x-request-id': 'r-1' } });
  const call = new Transport(service.credentials).call<{ name: string }>('GET', '/batches');
  const response = await call.asResponse();
  expect([response.status, response.headers.get('x-request-id')]).toEqual([200, 'r-1']);
  await expect(response.json()).resolves.toEqual({ name: 'a' });
  expect(await call).toBe(await call);
  expect(await call.then(({ name }) => name)).toBe('a');
  expect(service.requests).toHaveLength(1);
});

it('gives undefined for an answer without body', async () => {
  service.behaviours.push({ status: 204 });
  const call = new Transport(service.credentials).call('POST', '/heartbeats', { body: {} });
  await expect(call).resolves.toBeUndefined();
  expect((await call.asResponse()).status).toBe(204);
});

it('rejects when something else has answered', async () => {
  service.behaviours.push({ body: '<html>' });
  const call = new Transport(service.credentials).call('GET', '/batches');
  await expect(call).rejects.toMatchObject({ name: 'ClientException', status: 200, body: '<html>' });
});

it('rejects as a promise does', async () => {
  service.behaviours.push({ status: 404, body: { message: 'gone' } });
  const call = new Transport(service.credentials).call('GET', '/batches');
  let ended = false;
  await expect(call.finally(() => (ended = true)).catch((error: Error) => error.message)).resolves.toBe('gone');
  await expect(call.asResponse()).rejects.toThrow('gone');
  expect(ended).toBe(true);
});
