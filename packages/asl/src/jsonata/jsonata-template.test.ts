import { describe, expect, it } from 'vitest';
import type { JsonataScope } from '../evaluation-scope.js';
import { defaultLimits } from '../limits.js';
import type { Json } from '../types.js';
import { compileJsonata, fillJsonata, isJsonataText } from './jsonata-template.js';

function scopeOf(input: Json, variables: Record<string, Json> = {}): JsonataScope {
  const moment = {
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
    random: () => 0.25,
    uuid: () => '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  };
  const states = { input, result: { ok: true }, context: { Execution: { Id: 'x' } } };
  return { states, variables, moment, limits: defaultLimits };
}

const fill = (template: Json, input: Json = {}, variables: Record<string, Json> = {}) =>
  fillJsonata(compileJsonata(template), scopeOf(input, variables), 'Output');
const evaluate = (text: string, input: Json = {}) => fill(`{% ${text} %}`, input);

describe('a JSONata template', () => {
  it('evaluates strings in {% … %} at any depth and leaves the rest', async () => {
    const template: Json = {
      input: '{% $states.input %}',
      list: ['{% $v %}', 1, ' {% $v %} ', { of: '{% $states.context.Execution.Id %}' }],
      result: '{%$states.result.ok%}',
      constant: [null, 0.5, '$v', {}],
    };
    expect(await fill(template, { a: 1 }, { v: [7] })).toEqual({
      input: { a: 1 },
      list: [[7], 1, ' {% $v %} ', { of: 'x' }],
      result: true,
      constant: [null, 0.5, '$v', {}],
    });
  });

  it('gives a constant at once, as it is', () => {
    const template: Json = { a: [1, 'text'] };
    expect(compileJsonata(template).constant).toBe(true);
    expect(fill(template)).toBe(template);
  });

  it('tells expressions from other strings', () => {
    expect(['{% 1 %}', '{%1%}', '{%%}'].every(isJsonataText)).toBe(true);
    expect(['{%}', ' {% 1 %}', '{% 1 %} ', '1', 1, null].some(isJsonataText)).toBe(false);
  });

  it.each([
    [{ a: ['{% 1 + %}'] }, '/a/0'],
    [{ 'a/b~': '{% ( %}' }, '/a~1b~0'],
    ['{% %}', ''],
    ['{% 1', ''],
    ['1 %}', ''],
    ['{% /(?<=a)b/ %}', ''],
    ['{% /(a/ %}', ''],
    [`{% ${'('.repeat(20_000)} %}`, ''],
    [`{% ${'1 + '.repeat(16_000)}1 %}`, ''],
    [`{% ${' '.repeat(70_000)}1 %}`, ''],
  ] as [Json, string][])('refuses %.40j', (template, pointer) => {
    expect(() => compileJsonata(template)).toThrow(expect.objectContaining({ name: 'SyntaxProblem', pointer }));
  });

  it('evaluates the same template for many scopes at the same time', async () => {
    const template = compileJsonata('{% $sum($map([1..20], function($x) { $x * $states.input })) %}');
    const inputs = Array.from({ length: 20 }, (_, index) => index);
    const results = await Promise.all(inputs.map((input) => fillJsonata(template, scopeOf(input), 'Output')));
    expect(results).toEqual(inputs.map((input) => 210 * input));
  });

  it('changes nothing of its scope', async () => {
    const input: Json = { empty: [], items: [{ a: 1 }], thing: { x: 1 } };
    const before = structuredClone(input);
    const texts = [
      '$states.input.empty{"n": $count($)}',
      '$states.input.items[]',
      '$states.input ~> |items|{"a": 2}, "x"|',
      '$states.input.thing()',
      '($x := $states.input.items; $append($x, [1]))',
    ];
    for (const text of texts) await Promise.resolve(evaluate(text, input)).catch(() => undefined);
    expect(input).toStrictEqual(before);
    expect(Object.keys(input.items as object)).toEqual(['0']);
  });
});

describe('an expression that fails', () => {
  it.each([
    ['$nothing', 'returned nothing (undefined).'],
    ['$states.input.constructor', 'returned nothing (undefined).'],
    ['$states.errorOutput', 'returned nothing (undefined).'],
    ['function($x) { $x }', 'returned an unsupported result type.'],
    ['{"f": [$sum]}', 'returned an unsupported result type.'],
    ['/a/', 'returned an unsupported result type.'],
    [
      '1 + "a"',
      'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    ],
    ['1 < "a"', 'T2009: The values 1 and "a" either side of operator "<" must be of the same data type'],
    ['$error("no")', 'threw an error during evaluation. D3137: no'],
    ['$eval("1")', 'T1006: Attempted to invoke a non-function'],
    ['$spread($sum)', 'does not match function signature'],
    ['$parse("{")', 'threw an error during evaluation.'],
    ['$hash("a", "SHA-2")', 'SHA-256'],
    ['$partition([1], 0)', 'at least 1'],
    ['$range(1, 2000, 1)', 'at most 1000'],
  ])('%s says why, where and which', async (text, why) => {
    const failure = await Promise.resolve(fill({ a: { b: `{% ${text} %}` } })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ error: 'States.QueryEvaluationError', location: 'Output/a/b' });
    expect((failure as Error).message).toContain(
      `The JSONata expression '${text}' specified for the field 'Output/a/b' `,
    );
    expect((failure as Error).message).toContain(why);
  });

  it('names places in arrays', async () => {
    await expect(fill({ list: [1, '{% $no %}'] })).rejects.toMatchObject({ location: 'Output/list[1]' });
  });
});

describe('the functions of AWS', () => {
  it.each([
    ['$partition([1,2,3], 2)', [[1, 2], [3]]],
    ['$partition([], 2)', []],
    ['$range(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['$range(0, 5, 10)', [0]],
    ['$hash("abc", "SHA-1")', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['$parse("{\\"a\\": [null]}")', { a: [null] }],
    ['$parse("-0")', 0],
    ['$uuid()', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
    ['$random()', 0.25],
    ['$random(1) = $random(1) and $random(1) != $random(2)', true],
    ['$now()', '2026-01-02T03:04:05.000Z'],
    ['$now("[Y]")', '2026'],
    ['$millis()', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['$toMillis("10:00", "[H]:[m]")', Date.UTC(2026, 0, 2, 10)],
    ['$sort($shuffle([3, 1, 2]))', [1, 2, 3]],
    ['$base64decode($base64encode("Daten €"))', 'Daten €'],
    ['$contains("hello$world", /^hello\\$/)', true],
  ] as [string, Json][])('%s', async (text, expected) => {
    expect(await evaluate(text)).toEqual(expected);
  });

  it('take nothing from the host', async () => {
    const texts = ['$now()', '$millis()', '$random()', '$shuffle([1..50])', '$uuid()', '$toMillis("1", "[H]")'];
    for (const text of texts) expect(await evaluate(text)).toEqual(await evaluate(text));
  });

  it('keep prototypes out of data', async () => {
    expect(JSON.stringify(await evaluate('{"__proto__": {"polluted": 1}}'))).toBe('{"__proto__":{"polluted":1}}');
    expect(JSON.stringify(await evaluate('$merge([{"constructor": 1}, {"__proto__": 2}])'))).toBe(
      '{"constructor":1,"__proto__":2}',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    const input = JSON.parse('{"_jsonata_lambda": true, "environment": {}, "body": {}, "__proto__": {"x": 1}}') as Json;
    expect(JSON.stringify(await evaluate('$states.input', input))).toBe(JSON.stringify(input));
    await expect(evaluate('$states.input(1)', input)).rejects.toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});
