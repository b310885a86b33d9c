import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Credentials } from '../credentials/credentials.js';
import { makeCertificate } from '../testing/certificate.js';
import { breakAnswer, breakConnection, type Certificate, neverAnswer, TestService } from '../testing/service.js';
import { Transport, type TransportOptions } from './transport.js';

let certificate: Certificate;
let service: TestService;

beforeAll(async () => {
  certificate = await makeCertificate();
});
beforeEach(async () => {
  service = await TestService.start(certificate);
});
afterEach(() => service[Symbol.asyncDispose]());

function transport(options: TransportOptions = {}, ca: string | undefined = certificate.cert): Transport {
  const { origin } = service;
  const credentials = new Credentials('id', 'secret', 'key', origin, `${origin}/v1`, ca);
  return new Transport(credentials, options, () => Promise.resolve());
}

describe('a service with a self-signed certificate', () => {
  it('is signed in to and called', async () => {
    service.behaviours.push({ headers: { 'x-request-id': 'r-1' }, body: { name: 'Grüße' } });
    const answer = await transport().send('POST', '/batches', { body: { name: 'Grüße' } });
    expect(JSON.parse(answer.text)).toEqual({ name: 'Grüße' });
    expect([answer.status, answer.statusText, answer.headers.get('x-request-id')]).toEqual([200, 'OK', 'r-1']);
    expect(service.tokenRequests[0]?.headers).toMatchObject({ 'content-length': '0' });
    expect(service.requests[0]).toMatchObject({ method: 'POST', path: '/v1/batches', text: '{"name":"Grüße"}' });
    expect(service.requests[0]?.headers).toMatchObject({ authorization: 'Bearer token-1', 'x-api-key': 'key' });
  });

  it('may answer with nothing', async () => {
    service.behaviours.push({ status: 204 });
    await expect(transport().call('DELETE', '/batches/las:batch:1')).resolves.toBeUndefined();
  });

  it.each([
    [400, 'BadRequestException'],
    [404, 'NotFoundException'],
    [501, 'NotImplementedException'],
  ])('refuses with %i as any other', async (status, name) => {
    service.behaviours.push({ status, headers: { 'x-request-id': 'r-2' }, body: { message: 'no' } });
    const call = transport().call('GET', '/batches');
    await expect(call).rejects.toMatchObject({ name, status, message: 'no', requestId: 'r-2' });
  });

  it.each([
    ['a connection', breakConnection],
    ['an answer', breakAnswer],
  ])('is asked again when %s breaks', async (_, behaviour) => {
    service.behaviours.push(behaviour, behaviour, { body: { done: true } });
    await expect(transport().call('GET', '/batches')).resolves.toEqual({ done: true });
    expect(service.requests).toHaveLength(3);
  });

  it.each([
    ['an answer', neverAnswer],
    ['the end of an answer', (response) => response.writeHead(200).write('{')],
  ] satisfies [string, typeof neverAnswer][])('is waited for as long as said for %s', async (_, behaviour) => {
    service.behaviours.push(behaviour);
    const call = transport({ timeout: 500, maxRetries: 0 }).call('GET', '/batches');
    await expect(call).rejects.toMatchObject({ name: 'TimeoutException' });
  });

  it('is let go of when the signal says so', async () => {
    const controller = new AbortController();
    service.behaviours.push(() => controller.abort(new Error('enough')));
    const call = transport().call('GET', '/batches', { request: { signal: controller.signal } });
    await expect(call).rejects.toThrow('enough');
    expect(service.requests).toHaveLength(1);
  });

  it('is not trusted for another address, by another certificate or by none', async () => {
    const calls = { maxRetries: 0 };
    const distrusted = { name: 'ConnectionException', message: expect.stringContaining('ca_file') };
    const other = await makeCertificate();
    await expect(transport(calls, other.cert).call('GET', '/batches')).rejects.toMatchObject(distrusted);
    const without = new Credentials('id', 'secret', 'key', service.origin, `${service.origin}/v1`);
    await expect(new Transport(without, calls).call('GET', '/batches')).rejects.toMatchObject(distrusted);
    const elsewhere = await makeCertificate('192.0.2.1');
    await using misplaced = await TestService.start(elsewhere);
    await expect(new Transport(misplaced.credentials, calls).call('GET', '/batches')).rejects.toMatchObject(distrusted);
  });

  it('is left to a fetch of the caller', async () => {
    const seen: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      seen.push(new URL(String(input)).pathname);
      return Response.json({ access_token: 'a', expires_in: 60 });
    };
    await transport({ fetch }).call('GET', '/batches');
    expect(seen).toEqual(['/token', '/v1/batches']);
  });
});

it('calls a plain endpoint beside a secure one', async () => {
  await using plain = await TestService.start();
  const credentials = new Credentials('id', 'secret', 'key', service.origin, `${plain.origin}/v1`, certificate.cert);
  await expect(new Transport(credentials).call('GET', '/batches')).resolves.toEqual({});
  expect([service.tokenRequests.length, plain.requests.length]).toEqual([1, 1]);
});
