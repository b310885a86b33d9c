import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { keepClass, usualExtras } from './character-classes.js';
import { editDistance, similarity } from './edit-distance.js';
import { learnLetterCase, writeInCase } from './letter-case.js';
import { foldAccents, trimEdges } from './normalise.js';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['abc', 'acb', 2],
  ])('of %s and %s is %i', (first, second, distance) => expect(editDistance(first, second)).toBe(distance));

  it('is a metric', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });

  it('stops beyond its limit', () => {
    expect(editDistance('aaaaaaaa', 'bbbbbbbb', 3)).toBe(4);
    expect(editDistance('a', 'aaaaaaa', 2)).toBe(3);
  });

  it('turns into a similarity', () => {
    expect(similarity('', '')).toBe(1);
    expect(similarity('abcd', 'abcx')).toBe(0.75);
  });
});

describe('trimEdges', () => {
  test.each([
    [' : Acme Ltd. ', 'Acme Ltd.'],
    ['- Acme, Inc -', 'Acme, Inc'],
    ['::', ''],
  ])('trims "%s" to "%s"', (text, trimmed) => expect(trimEdges(text)).toBe(trimmed));
});

it('folds accents and keeps every position', () => {
  expect(foldAccents('Août Gülle ß')).toBe('Aout Gulle ß');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(foldAccents(text)).toHaveLength(text.length);
    }),
  );
});

describe('character classes', () => {
  test.each([
    ['number', 'INV-0042', '0042'],
    ['letter', 'Ålesund 6003', 'Ålesund'],
    ['phone', '+47 (22) 33x44', '+47 (22) 3344'],
    ['alphanum', 'AB-12/c', 'AB12c'],
    ['alphanumext', 'AB-12 c', 'AB-12c'],
    ['all', 'a b\u2028c', 'a b\u2028c'],
  ] as const)('%s keeps of "%s" only "%s"', (type, text, kept) => expect(keepClass(text, type, '')).toBe(kept));

  it('keeps further characters that the training values show more than once', () => {
    const extras = usualExtras('alphanum', ['A-1', 'B-2', 'C 3', 'D-4']);
    expect(extras).toBe('-');
    expect(keepClass('X-9 /', 'alphanum', extras)).toBe('X-9');
  });
});

describe('letter case', () => {
  test.each([
    ['upper', ['ACME', 'SHOP 1', 'X', 'Y', 'Z', '12']],
    ['lower', ['acme', 'shop', 'x', 'y', 'z']],
    ['asWritten', ['ACME', 'Shop', 'X', 'Y', 'Z']],
    ['asWritten', ['ACME', 'X']],
  ] as const)('is %s for %j', (letterCase, values) => expect(learnLetterCase(values)).toBe(letterCase));

  it('is applied to answers', () => {
    expect(writeInCase('Acme', 'upper')).toBe('ACME');
    expect(writeInCase('Acme', 'lower')).toBe('acme');
    expect(writeInCase('Acme', 'asWritten')).toBe('Acme');
  });
});
