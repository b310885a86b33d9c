import { expect, test } from 'vitest';
import { hashSecret, matchesHash, newClientId, newSecret } from './client-credentials.js';

test('client ids and secrets survive Basic authentication and the ini files of existing clients', () => {
  for (let round = 0; round < 200; round++) {
    expect(newClientId()).toMatch(/^[0-9a-f]{32}$/);
    expect(newSecret()).toMatch(/^[\w-]{43}$/);
  }
});

test('no two secrets are the same', () => {
  expect(new Set(Array.from({ length: 1000 }, newSecret)).size).toBe(1000);
});

test('a secret matches its own hash only', () => {
  const [secret, other] = [newSecret(), newSecret()];
  expect(matchesHash(secret, hashSecret(secret))).toBe(true);
  for (const wrong of [other, '', secret.slice(1), `${secret}=`]) {
    expect(matchesHash(wrong, hashSecret(secret))).toBe(false);
  }
});
