import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Budget } from '../budget/budget.js';
import { SyntaxProblem } from '../syntax-problem.js';
import { findMatch } from './match.js';
import { parsePattern } from './pattern.js';

function ours(source: string, flags: string, text: string): unknown {
  const pattern = parsePattern(source, flags);
  const match = findMatch(pattern, text, 0, new Budget(1_000_000, 'States.Runtime'));
  if (match === undefined) return null;
  return { index: match.start, groups: Array.from({ length: pattern.groups + 1 }, (_, group) => match.group(group)) };
}

function native(source: string, flags: string, text: string): unknown {
  const match = new RegExp(source, flags).exec(text);
  return match === null ? null : { index: match.index, groups: [...match] };
}

const sources = [
  ...[
    'a*b',
    '(a|b)*c',
    '(?:x+)+y',
    '^\\w+@\\w+\\.com$',
    '(\\d{2,3})-(\\d+)',
    'a.*?b',
    '(a*)*',
    '(?=a)a(?!b)',
    '\\bfoo\\b',
    '\\Boo',
  ],
  ...[
    '[^a-c]+',
    '(a)|(b)',
    '(?:(a)|b)*',
    'a{2}',
    'a{,2}',
    'a{2',
    '(ab){1,3}?c',
    '(\\w)\\1',
    '(?<n>\\w)\\k<n>',
    '[\\d-z]+',
    'x*',
    '^$',
    '$^',
  ],
  ...[
    '(z)((a+)?(b+)?(c))*',
    '(?:a?){3}b',
    '(?=(a+))a*b\\1',
    '[\\b]',
    '\\x61\\u0062',
    '\\cJ',
    '[^]',
    '[]',
    '[\\]]',
    'a|',
    '(?:)',
    '.',
    '\\s\\S',
    '(?!(b))a',
  ],
];
const texts = [
  '',
  'aab',
  'abac',
  'xxxxy',
  'me@x.com',
  '12-345 123-4',
  'aXXbXXb',
  'aaa',
  'foo bar',
  'foobar',
  'hello',
  'zaacbbbcac',
  'd-z09',
  'a\nb',
  'ABAC',
  ' \t',
  ']',
  'a{,2}',
  'a{2',
];

describe('the matcher', () => {
  it.each(sources)('finds what RegExp finds: /%s/', (source) => {
    for (const flags of ['', 'i', 'm', 's', 'im']) {
      for (const text of texts)
        expect(ours(source, flags, text), `/${source}/${flags} in ${text}`).toEqual(native(source, flags, text));
    }
  });

  it('finds what RegExp finds for any pattern', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\b', '^', '$');
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        atom,
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `${one}${other}`),
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
        tie('pattern').map((inner) => `(${inner})`),
        tie('pattern').map((inner) => `(?=${inner})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '+?', '{1,2}', '{0,2}?'))
          .map(([inner, times]) => `(?:${inner})${times}`),
      ),
    }));
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n'), maxLength: 8 }), (source, text) => {
        expect(ours(source, '', text)).toEqual(native(source, '', text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '(',
    ')',
    '[',
    'a**',
    '*',
    '(?<=a)b',
    '\\',
    '[b-a]',
    'a{2,1}',
    '(?x)',
    '\\1',
    '\\p{L}',
    '(?:(?:ab){1000}){1000}',
    '('.repeat(200),
  ])('refuses /%.20s/', (source) => {
    expect(() => parsePattern(source, '')).toThrow(SyntaxProblem);
  });

  it.each([
    ['^(a+)+$', `${'a'.repeat(50)}!`],
    ['(a|a)*b', 'a'.repeat(50)],
    ['(.*)(.*)(.*)(.*)(.*)x', 'a'.repeat(10_000)],
    ['(?:a?){50}a{50}b', 'a'.repeat(50)],
    ['(?=(a+)+b)', 'a'.repeat(50)],
    ['((a*)*)*b', 'a'.repeat(50)],
  ])('gives up on /%s/ when it has tried enough', (source, text) => {
    expect(() => ours(source, '', text)).toThrow('operations');
  });

  it('finds its way through long texts', () => {
    expect(ours('needle', '', `${'hay '.repeat(50_000)}needle`)).toEqual({ index: 200_000, groups: ['needle'] });
    expect(ours('^[^x]*$', '', 'a'.repeat(250_000))).toMatchObject({ index: 0 });
  });
});
