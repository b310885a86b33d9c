import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVault } from './vault.js';

const vault = createVault(randomBytes(32));

test('what is sealed opens again, for the same purpose only', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1000 }), fc.string(), fc.string(), (bytes, purpose, other) => {
      const sealed = vault.seal(bytes, purpose);
      expect(vault.open(sealed, purpose)).toEqual(Buffer.from(bytes));
      if (other !== purpose) expect(() => vault.open(sealed, other)).toThrow();
    }),
  );
});

test('the same text is never sealed the same way, and cannot be read', () => {
  const sealed = Array.from({ length: 100 }, () => vault.seal('a long secret text', 'test'));
  expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(100);
  expect(sealed[0]!.includes('secret')).toBe(false);
});

test.each(['', 'text'])('bytes of %j that were changed, cut or sealed with another key do not open', (text) => {
  const sealed = vault.seal(text, 'test');
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index]! ^= 1;
    expect(() => vault.open(changed, 'test')).toThrow();
    expect(() => vault.open(sealed.subarray(0, index), 'test')).toThrow();
  }
  expect(() => createVault(randomBytes(32)).open(sealed, 'test')).toThrow();
});

test('signatures differ by text, purpose and key', () => {
  const signatures = [
    vault.sign('a', 'x'),
    vault.sign('b', 'x'),
    vault.sign('a', 'y'),
    createVault(randomBytes(32)).sign('a', 'x'),
  ];
  expect(new Set(signatures.map((bytes) => bytes.toString('hex'))).size).toBe(4);
  expect(vault.sign('a', 'x')).toEqual(signatures[0]);
  expect(signatures[0]).toHaveLength(32);
});

test('a master key has 32 bytes', () => {
  expect(() => createVault(randomBytes(16))).toThrow('32 bytes');
});
