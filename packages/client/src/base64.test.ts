import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeBase64 } from './base64.js';

afterEach(() => vi.unstubAllGlobals());

describe.each(['in Node', 'in a browser'])('encodeBase64 %s', (place) => {
  it('agrees with the decoder', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        if (place === 'in a browser') vi.stubGlobal('Buffer', undefined);
        const text = encodeBase64(bytes);
        vi.unstubAllGlobals();
        expect(new Uint8Array(Buffer.from(text, 'base64'))).toEqual(bytes);
      }),
    );
  });

  it('encodes megabytes, and a part of a buffer', () => {
    const bytes = Uint8Array.from({ length: 1_000_003 }, (_, index) => index % 251).subarray(1);
    const expected = Buffer.from(bytes).toString('base64');
    if (place === 'in a browser') vi.stubGlobal('Buffer', undefined);
    expect(encodeBase64(bytes) === expected).toBe(true);
  });
});
