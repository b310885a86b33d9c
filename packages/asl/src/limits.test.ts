import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits, requireSize } from './limits.js';
import type { Json } from './types.js';

function fits(value: Json, dataBytes: number): boolean {
  try {
    requireSize(value, { ...defaultLimits, dataBytes });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ error: 'States.DataLimitExceeded' });
    return false;
  }
}

describe('the size of data', () => {
  it('is that of its JSON in UTF-8, to the byte', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = value as Json;
        const bytes = new TextEncoder().encode(JSON.stringify(json)).length;
        expect([fits(json, bytes), fits(json, bytes - 1)]).toEqual([true, false]);
      }),
    );
  });

  it('counts lone surrogates and control characters as JSON writes them', () => {
    for (const text of ['\ud800', '\udc00\ud800', 'a\u0000\n"\\', '😀', '\u007f\u2028']) {
      const bytes = new TextEncoder().encode(JSON.stringify(text)).length;
      expect([fits(text, bytes), fits(text, bytes - 1)]).toEqual([true, false]);
    }
  });

  it('is refused when it nests too deep, however small', () => {
    let deep: Json = 1;
    for (let level = 0; level < 200; level++) deep = [deep];
    expect(fits(deep, 10_000)).toBe(true);
    expect(fits([deep], 10_000)).toBe(false);
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(fits(deep, 1_000_000)).toBe(false);
  });
});
