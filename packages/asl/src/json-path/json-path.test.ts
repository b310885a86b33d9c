import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonPathScope } from '../evaluation-scope.js';
import { defaultLimits } from '../limits.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import { evaluatePath, parseJsonPath, selectOne } from './json-path.js';

const moment = { now: 0, random: () => 0, uuid: () => '' };

function scopeOf(input: Json, variables: Record<string, Json> = {}): JsonPathScope {
  return { input, context: { Task: { Token: 't' } }, variables, moment, limits: defaultLimits };
}

const store: Json = {
  items: [
    { name: 'a', price: 1, tags: ['x'] },
    { name: 'b', price: 2 },
    { name: 'c', price: 3, tags: ['y', 'z'], sold: false },
  ],
  'delivery-partner': 'p',
  'with space': { 'it\'s "x"': 1 },
  größe: 5,
  code: '7',
  nothing: null,
};

describe('a path', () => {
  const found: [string, unknown][] = [
    ['$', store],
    ['$.items[0].name', 'a'],
    ['$.items[-1].name', 'c'],
    ["$['items'][1]['name']", 'b'],
    ['$.delivery-partner', 'p'],
    ["$['with space']['it\\'s \"x\"']", 1],
    ['$["with space"].length()', 1],
    ['$.größe', 5],
    ["$['gr\\u00f6\\u00dfe']", 5],
    ['$.nothing', null],
    ['$$.Task.Token', 't'],
    ['$list[1]', 20],
    ['$list', [10, 20]],
    ['$.items[*].name', ['a', 'b', 'c']],
    ['$.items.*.name', ['a', 'b', 'c']],
    ['$.items[0,2].price', [1, 3]],
    ['$.items[1:].price', [2, 3]],
    ['$.items[:1].price', [1]],
    ['$.items[-2:].price', [2, 3]],
    ['$.items[0:3:2].price', [1, 3]],
    ['$.items[5:1]', []],
    ['$..price', [1, 2, 3]],
    ['$..tags[0]', ['x', 'y']],
    ['$..[?(@.price == 3)].name', ['c']],
    ["$.items[0]['name','price']", { name: 'a', price: 1 }],
    ['$.items[?(@.tags)].name', ['a', 'c']],
    ['$.items[?(!@.tags)].name', ['b']],
    ['$.items[?(@.sold == false)].name', ['c']],
    ['$.items[?(@.price > 1 && @.price <= 2)].name', ['b']],
    ["$.items[?(@.name == 'a' || (@.price >= 3))].name", ['a', 'c']],
    ['$.items[?(@.price == $.code)].name', []],
    ["$.items[?('7' == $.code)].name", ['a', 'b', 'c']],
    ["$.items[?(@.price == '2')].name", ['b']],
    ['$.items[?(@.name in [\'a\', "c"])].name', ['a', 'c']],
    ['$.items[?(@.name nin ["a"])].name', ['b', 'c']],
    ['$.items[?(@.tags size 2)].name', ['c']],
    ["$.items[?(@.tags anyof ['x'])].name", ['a']],
    ['$.items[?(@.name =~ /[A-B]/i)].name', ['a', 'b']],
    ['$.items[?(@.price =~ /\\d/)].name', ['a', 'b', 'c']],
    ['$.items.length()', 3],
    ['$.items[*].price.sum()', 6],
    ['$.nowhere[*]', []],
    ['$.nowhere.at.all[1:2].x', []],
    ['$.code[*]', []],
  ];
  it.each(found)('%s finds its place', (text, expected) => {
    expect(selectOne(parseJsonPath(text), scopeOf(store, { list: [10, 20] }))).toEqual({
      found: true,
      value: expected,
    });
  });

  it.each([
    ...[
      '$.missing',
      '$.items.name',
      '$.items[3]',
      '$.items[-4]',
      '$.code[0]',
      '$.nothing.x',
      '$$.Nope',
      '$other',
      '$[0]',
    ],
    ...[
      '$.constructor',
      '$.__proto__',
      '$.items.length',
      '$.code.length',
      '$toString',
      "$['hasOwnProperty']",
      '$.missing.length()',
    ],
  ])('%s finds nothing', (text) => {
    expect(selectOne(parseJsonPath(text), scopeOf(store, { list: [10, 20] }))).toEqual({ found: false });
  });

  it('finds own fields whatever their names', () => {
    const input = JSON.parse('{"__proto__": 1, "constructor": {"toString": 2}}');
    expect(evaluatePath(parseJsonPath('$.__proto__'), scopeOf(input))).toBe(1);
    expect(evaluatePath(parseJsonPath('$.constructor.toString'), scopeOf(input))).toBe(2);
  });

  it('says in the words of AWS that it finds nothing', () => {
    expect(() => evaluatePath(parseJsonPath('$.a.b[0]'), scopeOf({}))).toThrow(
      new EvaluationError('States.Runtime', "Invalid path '$.a.b[0]' : No results for path: $['a']['b'][0]"),
    );
  });

  it.each([
    ...[
      '',
      'a',
      '.a',
      '$.',
      '$..',
      '$.a.',
      '$[',
      '$[]',
      '$.a b',
      '$ .a',
      '$a-b',
      '$1',
      '$.a[x]',
      "$['a",
      '$.a[1',
      '$.a[1,]',
      '$.a[::0]',
    ],
    ...[
      '$[?(@.a ==)]',
      '$[?(@.a]',
      '$[?@.a]',
      '$[?(@.a =~ x)]',
      '$.a.nope()',
      '$.length().a',
      '$$$',
      '$[?(@.a =~ /(/)]',
      '$.a]',
    ],
  ])('%j is not a path', (text) => {
    expect(() => parseJsonPath(text)).toThrow(SyntaxProblem);
  });

  it('is definite when it can only find one place', () => {
    const definite = (text: string) => parseJsonPath(text).definite;
    expect(['$', '$.a[0]["b"]', '$$.a', '$v.a'].every(definite)).toBe(true);
    expect(['$.*', '$..a', '$[1:]', '$[0,1]', '$[?(@.a)]'].some(definite)).toBe(false);
  });

  it('reads back every name that it is written with', () => {
    const quoted = (name: string) => `['${name.replace(/['\\]/g, '\\$&')}']`;
    const steps = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat(3)), { maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.jsonValue(), (keys, leaf) => {
        const text = `$${keys.map((key) => (typeof key === 'number' ? `[${key}]` : quoted(key))).join('')}`;
        const document = keys.reduceRight<unknown>((inner, key) => {
          if (typeof key === 'number') return [...new Array(key).fill(null), inner];
          return Object.defineProperty({}, key, { value: inner, enumerable: true });
        }, leaf);
        expect(selectOne(parseJsonPath(text), scopeOf(document as Json))).toEqual({ found: true, value: leaf });
      }),
    );
  });

  it('reads any text or refuses it with a sentence', () => {
    const token = fc.constantFrom(
      '$',
      '.',
      '..',
      '[',
      ']',
      '(',
      ')',
      '?',
      '@',
      "'a'",
      '*',
      ':',
      ',',
      'a',
      '1',
      '==',
      '&&',
      '!',
      '/x/',
      '-',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 15 }), fc.jsonValue(), (tokens, input) => {
        try {
          selectOne(parseJsonPath(`$${tokens.join('')}`), scopeOf(input as Json));
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxProblem);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a search that would not end', () => {
  let deep: Json = {};
  for (let level = 0; level < 150; level++) deep = { a: deep, b: [deep] };
  const wide: Json = { items: Array.from({ length: 5000 }, (_, id) => ({ id, text: 'a'.repeat(40) })) };

  it.each([
    ['$..*..*..*', deep],
    ['$..a..b..a', deep],
    ['$.items[?(@.id in $..id)]', wide],
    ['$.items[?($.items == $..text)]', wide],
    ['$.items[?(@.text =~ /(a+)+b/)]', wide],
  ])('%s fails', (text, input) => {
    const run = () => selectOne(parseJsonPath(text), scopeOf(input));
    expect(run).toThrow(
      expect.objectContaining({ error: 'States.Runtime', message: expect.stringContaining('operations') }),
    );
  });

  it.each([`$${'['.repeat(1000)}`, `$[?(${'('.repeat(1000)}`, `$[?(${'!'.repeat(1000)}@.a)]`, `$${'.a'.repeat(5000)}`])(
    'is refused when it is read: %.20s…',
    (text) => {
      expect(() => parseJsonPath(text)).toThrow(SyntaxProblem);
    },
  );
});
