import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { breakConnection, TestService } from '../testing/service.js';
import { Credentials } from './credentials.js';

let service: TestService;
beforeEach(async () => {
  service = await TestService.start();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2021-05-26T12:00:00Z') });
});
afterEach(async () => {
  vi.useRealTimers();
  await service[Symbol.asyncDispose]();
});

function passSeconds(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000);
}

describe('the access token', () => {
  it('is asked for as the service wants it', async () => {
    const { origin } = service;
    const credentials = new Credentials('id', 'p@ss:word+', 'key', `${origin}/auth/`, `${origin}/v1`);
    await expect(credentials.accessToken).resolves.toBe('token-1');
    const [request] = service.tokenRequests;
    expect(request).toMatchObject({ method: 'POST', path: '/auth/token', text: '' });
    expect(request?.query.toString()).toBe('grant_type=client_credentials');
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${btoa('id:p%40ss%3Aword%2B')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '0',
    });
  });

  it('is kept until a minute before it expires', async () => {
    const { credentials } = service;
    expect(await credentials.accessToken).toBe('token-1');
    passSeconds(3539);
    expect(await credentials.accessToken).toBe('token-1');
    passSeconds(1);
    expect(await credentials.accessToken).toBe('token-2');
  });

  it('is used for half its life when that is short', async () => {
    service.tokenBehaviours.push({ body: { access_token: 'short', expires_in: 30 } });
    const { credentials } = service;
    await credentials.accessToken;
    passSeconds(14);
    expect(await credentials.accessToken).toBe('short');
    passSeconds(1);
    expect(await credentials.accessToken).toBe('token-2');
  });

  it('is asked for once, however many wait for it', async () => {
    const { credentials } = service;
    const tokens = await Promise.all([1, 2, 3].map(() => credentials.accessToken));
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(service.tokenRequests).toHaveLength(1);
  });

  it('is renewed when it was rejected, but not for one that was rejected before', async () => {
    const { credentials } = service;
    await credentials.accessToken;
    expect(await credentials.getAccessToken({ rejected: 'token-1' })).toBe('token-2');
    expect(await credentials.getAccessToken({ rejected: 'token-1' })).toBe('token-2');
    expect(service.tokenRequests).toHaveLength(2);
  });

  it('is asked for anew after a failure', async () => {
    service.tokenBehaviours.push(breakConnection);
    const { credentials } = service;
    await expect(credentials.getAccessToken()).rejects.toMatchObject({ name: 'ConnectionException' });
    expect(await credentials.getAccessToken()).toBe('token-2');
  });

  it.each([
    [401, { error: 'invalid_client' }, 'InvalidCredentialsException'],
    [400, { error: 'invalid_client' }, 'InvalidCredentialsException'],
    [400, { error: 'invalid_scope' }, 'BadRequestException'],
    [200, { token: 'no' }, 'ClientException'],
  ])('fails on %i %j with %s', async (status, body, name) => {
    service.tokenBehaviours.push({ status, body });
    await expect(service.credentials.accessToken).rejects.toMatchObject({ name });
  });

  it('fails clearly when the token endpoint is no token endpoint', async () => {
    service.tokenBehaviours.push({ body: '<html>' });
    await expect(service.credentials.accessToken).rejects.toMatchObject({ name: 'ClientException' });
  });
});
