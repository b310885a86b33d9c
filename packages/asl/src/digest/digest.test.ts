import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest, digestNames } from './digest.js';

describe.each(digestNames)('%s', (name) => {
  const expected = (text: string) => createHash(name.replace('-', '')).update(text).digest('hex');

  it('is what OpenSSL says, at every length around the blocks', () => {
    for (let length = 0; length <= 260; length++) {
      const text = 'aé€'.repeat(length).slice(0, length);
      expect(digest(name, text)).toBe(expected(text));
    }
  });

  it('is what OpenSSL says of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => digest(name, text) === expected(text)));
  });
});
