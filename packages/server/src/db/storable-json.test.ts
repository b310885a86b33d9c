import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toStorableJson } from './storable-json.js';

test.each([
  ['a\0b', 'ab'],
  ['\0', ''],
  ['\ud800', '\ufffd'],
  ['x\udc00\ud800', 'x\ufffd\ufffd'],
  ['\\u0000', '\\u0000'],
  ['\\\0', '\\'],
  ['\\ud800', '\\ud800'],
  ['😀\n"', '😀\n"'],
])('%j is kept as %j', (given, kept) => {
  expect(JSON.parse(toStorableJson({ [given]: [given] }))).toEqual({ [kept]: [kept] });
});

test('what can be kept is kept as it is', () => {
  const storable = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '').toWellFormed());
  fc.assert(
    fc.property(storable, (text) => {
      expect(JSON.parse(toStorableJson([text]))).toEqual([text]);
    }),
  );
});
