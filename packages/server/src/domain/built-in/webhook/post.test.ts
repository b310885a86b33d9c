import { expect, onTestFinished, test } from 'vitest';
import { testHttpServer } from '../../../testing/http-server.js';
import { AddressNotAllowedError, post } from './post.js';

test('the addresses behind a name are asked about, and nothing is sent to one that is refused', async () => {
  const server = await testHttpServer((_, response) => response.end('ok'));
  onTestFinished(() => server.close());
  const url = new URL(server.url.replace('127.0.0.1', 'localhost'));
  const asked: string[] = [];
  const options = { headers: {}, body: '', mostBytes: 100, signal: AbortSignal.timeout(10_000) };
  const refused = post(url, { ...options, allowsAddress: (address) => asked.push(address) < 0 });
  await expect(refused).rejects.toThrow(AddressNotAllowedError);
  expect(asked[0]).toMatch(/^(127\.0\.0\.1|::1)$/);
  expect(server.received).toEqual([]);
  expect((await post(url, { ...options, allowsAddress: () => true })).body.toString()).toBe('ok');
});
