import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonPathScope } from '../evaluation-scope.js';
import { defaultLimits } from '../limits.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import { callIntrinsic, parseIntrinsic } from './intrinsic.js';

function scopeOf(input: Json): JsonPathScope {
  const moment = { now: 0, random: () => 0.5, uuid: () => '3f2504e0-4f89-41d3-9a0c-0305e82c3301' };
  return { input, context: { Name: 'n' }, variables: { v: 7 }, moment, limits: defaultLimits };
}

const call = (text: string, input: Json = {}) => callIntrinsic(parseIntrinsic(text), scopeOf(input));

describe('an intrinsic function', () => {
  const results: [string, Json, Json][] = [
    ['States.Array()', {}, []],
    ["States.Array('a', 1, -1.5, true, null, $.x, $$.Name, $v)", { x: [] }, ['a', 1, -1.5, true, null, [], 'n', 7]],
    ['States.ArrayPartition($.a, 2)', { a: [1, 2, 3] }, [[1, 2], [3]]],
    ['States.ArrayPartition($.a, 1.5)', { a: [1, 2, 3] }, [[1, 2], [3]]],
    ['States.ArrayPartition($.a, 4)', { a: [] }, []],
    ['States.ArrayContains($.a, $.b)', { a: [{ x: [1] }], b: { x: [1] } }, true],
    ['States.ArrayContains($.a, null)', { a: [1] }, false],
    ['States.ArrayRange(1, 9, 2)', {}, [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', {}, [3, 2, 1]],
    ['States.ArrayRange(1, 0, 1)', {}, []],
    ['States.ArrayGetItem($.a, 1)', { a: [1, null] }, null],
    ['States.ArrayLength($.a[*])', { a: [1, 2] }, 2],
    [
      'States.ArrayUnique($.a)',
      { a: [1, '1', 1, [1], [1], { a: 1 }, { a: 1 }, null, null] },
      [1, '1', [1], { a: 1 }, null],
    ],
    ["States.Base64Encode('Data €')", {}, 'RGF0YSDigqw='],
    ["States.Base64Decode('RGF0YSDigqw=')", {}, 'Data €'],
    ["States.Hash('abc', 'MD5')", {}, '900150983cd24fb0d6963f7d28e17f72'],
    ["States.Hash($, 'SHA-1')", { a: 1 }, '9f89c740ceb46d7418c924a78ac57941d5e96520'],
    ['States.JsonMerge($.a, $.b, false)', { a: { x: { y: 1 }, z: 1 }, b: { x: {} } }, { x: {}, z: 1 }],
    ['States.StringToJson(\'{"a": [1, "\\\\n"]}\')', {}, { a: [1, '\n'] }],
    ["States.StringToJson(' ')", {}, null],
    ['States.JsonToString($)', { a: [1, 'x"', null] }, '{"a":[1,"x\\"",null]}'],
    ['States.MathAdd(1.5, -1.5)', {}, 1],
    ['States.MathAdd(-0.4, 0)', {}, 0],
    ['States.MathRandom(1, 11)', {}, 6],
    ["States.StringSplit('1,2-3,,4', ',-')", {}, ['1', '2', '3', '4']],
    ["States.StringSplit('a.b', '')", {}, ['a.b']],
    ['States.UUID()', {}, '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ["States.Format('{} and {}: \\'{}\\' \\{\\} \\\\', 'a', 1, null)", {}, "a and 1: 'null' {} \\"],
    ['States.Format($.t, $.x)', { t: 'is {}', x: true }, 'is true'],
    ["States.Format('{}', States.JsonToString(States.Array(States.MathAdd($.a, 1))))", { a: 1 }, '[2]'],
    ["  States.Format ( '{}' ,\n $['a, b)'] ) ", { 'a, b)': 'x' }, 'x'],
    ["States.ArrayLength($.a[?(@.b == 'x,)')])", { a: [{ b: 'x,)' }, {}] }, 1],
  ];
  it.each(results)('%s of %j', (text, input, expected) => {
    expect(call(text, input)).toEqual(expected);
  });

  it('gives the same random numbers for the same seed', () => {
    const numbers = [1, 2, 3].map((seed) => call(`States.MathRandom(0, 1000000, ${seed})`));
    expect([1, 2, 3].map((seed) => call(`States.MathRandom(0, 1000000, ${seed})`))).toEqual(numbers);
    expect(new Set(numbers).size).toBe(3);
  });

  it.each([
    ['States.ArrayPartition($.a, 0)', { a: [1] }],
    ['States.ArrayPartition(1, 1)', {}],
    ['States.ArrayRange(0, 1000, 1)', {}],
    ['States.ArrayRange(1, 2, 0)', {}],
    ["States.ArrayRange('1', 2, 1)", {}],
    ['States.ArrayGetItem($.a, 1)', { a: [1] }],
    ['States.ArrayGetItem($.a, -1)', { a: [1] }],
    ['States.ArrayLength($)', {}],
    ['States.Base64Encode($.a)', { a: 'x'.repeat(10_001) }],
    ["States.Base64Decode('???')", {}],
    ["States.Hash('a', 'SHA-2')", {}],
    ["States.Hash($.a, 'MD5')", { a: 'x'.repeat(10_001) }],
    ['States.JsonMerge($, $, true)', {}],
    ['States.JsonMerge($, 1, false)', {}],
    ["States.StringToJson('{')", {}],
    ['States.StringToJson($.a)', { a: '['.repeat(100_000) }],
    ['States.MathAdd(2147483647, 1)', {}],
    ["States.MathAdd('1', 1)", {}],
    ['States.MathRandom(2, 2)', {}],
    ['States.StringSplit(1, 2)', {}],
    ["States.Format('{} {}', 1)", {}],
    ["States.Format('{}', 1, 2)", {}],
    ["States.Format('{}', $)", {}],
    ['States.Format(1)', {}],
  ] as [string, Json][])('%s fails', (text, input) => {
    expect(() => call(text, input)).toThrow(
      expect.objectContaining({
        error: 'States.IntrinsicFailure',
        message: expect.stringContaining('had the following error'),
      }),
    );
  });

  it('says which path finds nothing', () => {
    expect(() => call('States.Array($.no)')).toThrow(
      expect.objectContaining({ error: 'States.Runtime', message: expect.stringContaining("field '$.no'") }),
    );
  });

  it.each([
    ...[
      '',
      'States.Nope()',
      'States.constructor()',
      'Format()',
      'States.UUID',
      'States.UUID(1)',
      'States.Format()',
      'States.Hash(1)',
    ],
    ...[
      "States.Array('a)",
      'States.Array("a")',
      'States.Array(1,)',
      'States.Array(,1)',
      'States.Array(1 2)',
      'States.Array() x',
      'States.Array($.)',
    ],
    ...["States.Array('\\n')", "States.Array('a\\')", 'States.Array([1])', 'States.Array(01x)'],
    `${'States.Array('.repeat(11)}${')'.repeat(11)}`,
    `States.Array(${'1,'.repeat(10_000)}1)`,
  ])('%.60s cannot be read', (text) => {
    expect(() => parseIntrinsic(text)).toThrow(SyntaxProblem);
  });

  it('hands over any string that is written with its escapes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const written = texts.map((text) => `'${text.replace(/['{}\\]/g, '\\$&')}'`);
        expect(call(`States.Array(${written.join(', ')})`)).toEqual(texts);
        expect(call(`States.Format('{}', States.JsonToString(States.Array(${written.join(',')})))`)).toBe(
          JSON.stringify(texts),
        );
      }),
    );
  });

  it('reads any text or refuses it with a sentence', () => {
    const token = fc.constantFrom(
      'States.Array',
      'States.Format',
      '(',
      ')',
      ',',
      "'{}'",
      "'",
      '\\',
      '$.a',
      '$',
      '1',
      '-',
      'null',
      ' ',
      '[',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        try {
          parseIntrinsic(`States.Array(${tokens.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxProblem);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
