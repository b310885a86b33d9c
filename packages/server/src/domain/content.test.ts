import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeContent, encodeContent } from './content.js';

const field = 'body.content';

test('any bytes come back from base64 as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      expect(decodeContent(encodeContent(Buffer.from(bytes)), { field })).toEqual(Buffer.from(bytes));
    }),
  );
});

test('whatever text is accepted is the one base64 of its bytes', () => {
  const nearBase64 = fc.string({ unit: fc.constantFrom(...'AQgw+/-_= \n\r.é'), maxLength: 12 });
  fc.assert(
    fc.property(nearBase64, (text) => {
      let bytes: Buffer;
      try {
        bytes = decodeContent(text, { field });
      } catch (error) {
        expect(error).toMatchObject({ code: 'badRequest', message: expect.stringContaining(field) });
        return;
      }
      expect(bytes.toString('base64')).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['a character outside the alphabet', 'AAA*'],
  ['the alphabet of URLs', 'AA-_'],
  ['no padding', 'AA'],
  ['too much padding', 'AAA=='],
  ['a line break', 'AAAA\nAAAA'],
  ['bits behind the last byte', 'AB=='],
  ['a data URL', 'data:image/png;base64,AAAA'],
  ['nothing', ''],
])('%s is refused', (_, text) => {
  expect(() => decodeContent(text, { field })).toThrow(/^body\.content has to/);
});

test('the limit counts bytes, not characters', () => {
  const text = (bytes: number) => encodeContent(Buffer.alloc(bytes, 1));
  for (const most of [1, 2, 3, 4, 100]) {
    expect(decodeContent(text(most), { field, maxBytes: most })).toHaveLength(most);
    expect(() => decodeContent(text(most + 1), { field, maxBytes: most })).toThrow(
      expect.objectContaining({ code: 'payloadTooLarge', message: `body.content has to be at most ${most} bytes` }),
    );
  }
});
