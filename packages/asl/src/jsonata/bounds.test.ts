import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.js';
import type { Json } from '../types.js';
import { compileJsonata, fillJsonata } from './jsonata-template.js';

let deep: Json = 1;
for (let level = 0; level < 60; level++) deep = { a: deep, b: [level], c: 'x' };

const moment = { now: 0, random: () => 0.5, uuid: () => '' };
const limits = { ...defaultLimits, operations: 300_000 };

async function evaluate(text: string): Promise<Json> {
  const scope = { states: { input: deep, context: {} }, variables: {}, moment, limits };
  return fillJsonata(compileJsonata(`{% ${text} %}`), scope, 'Output');
}

const TEXT = '$pad("", 200000, "a")';
const NUMBERS = '[1..100000]';

describe('an expression that would take too much', () => {
  it.each([
    ['recursion without end', '($f := function() { $f() }; $f())'],
    ['recursion that keeps its callers', '($f := function($n) { 1 + $f($n + 1) }; $f(0))'],
    ['two functions that call each other', '($a := function() { [$b()] }; $b := function() { [$a()] }; $a())'],
    [
      'closures within closures',
      '($f := function($k, $n) { $n = 0 ? $k : (function($m) { $f(function() { $k }, $m - 1) })($n) }; $f(1, 5000))',
    ],
    ['a loop within a loop', `$map(${NUMBERS}, function() { $map(${NUMBERS}, function($y) { $y }) })`],
    ['a function of the engine in a loop', `$map(${NUMBERS}, function() { $map(${NUMBERS}, $abs) })`],
    ['a product of sequences', '[1..1000].[1..1000].[1..1000]'],
    ['a product that repeats one array', `($b := ${NUMBERS}; [1..1000].$b)`],
    ['a join of sequences', '($n := {"v": [1..3000]}; $n.v@$a.$n.v@$b.{"a": $a, "b": $b})'],
    ['descents', '$states.input.**.**.**'],
  ])('is cut short: %s', async (_, text) => {
    await expect(evaluate(text)).rejects.toMatchObject({ error: 'States.QueryEvaluationError', location: 'Output' });
  });

  it.each([
    ['a range', '[1..10000000]'],
    ['padding', '$pad("x", 1000000000)'],
    ['padding to the left', '$pad("x", -1000000000, "ab")'],
    ['a text that doubles', '$reduce([1..60], function($a, $b) { $a & $a }, "x")'],
    ['an array that doubles', '$reduce([1..60], function($a, $b) { [$a, $a] }, "x")'],
    [
      'an object that shares its parts, written',
      '$string($reduce([1..60], function($a, $b) { {"a": $a, "b": $a} }, "x"))',
    ],
    [
      'an object that shares its parts, compared',
      '($x := $reduce([1..60], function($a, $b) { {"a": $a, "b": $a} }, 1); $x = {"a": $x})',
    ],
    ['nesting', '$reduce([1..300], function($a, $b) { {"a": $a} }, 1)'],
    ['a separator', `$join($map([1..1000], function() { "a" }), ${TEXT})`],
    ['replacements of a text', `$replace(${TEXT}, "a", ${TEXT})`],
    ['replacements of matches', `$replace(${TEXT}, /a/, ${TEXT})`],
    ['replacements that refer to matches', `$replace(${TEXT}, /a+/, $pad("", 100000, "$0"))`],
    ['replacements by a function', `$replace(${TEXT}, /a/, function() { ${TEXT} })`],
    ['copies with big parts', `($b := ${NUMBERS}; [1..1000] ~> $map(function() { {"a": $b} }))`],
    ['a transformation', '[1..5000].($states.input ~> |**|{"z": [1..1000]}|)'],
    ['encoding', '$encodeUrl($pad("", 4000000, "é"))'],
    ['arrays side by side', '$zip([1..200000], [1..200000], [1..200000])'],
  ])('is not built: %s', async (_, text) => {
    await expect(evaluate(text)).rejects.toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  it.each([
    ['appending one by one', `$reduce(${NUMBERS}, function($a, $x) { $append($a, $x) }, [])`],
    ['appending much', `($b := ${NUMBERS}; $reduce([1..1000], function($a, $x) { $append($a, $b) }, []))`],
    ['distinct objects', '$distinct($map([1..20000], function($x) { {"a": $x} }))'],
    ['one group of all', `${NUMBERS}{"k": $count($)}`],
    ['an array as predicate', `($b := ${NUMBERS}; $b[$b])`],
    ['an array as condition', `($b := ${NUMBERS}; [1..1000].($b ? 1 : 2))`],
    ['arrays in and, or', `($b := ${NUMBERS}; [1..10000].($b and $b))`],
    ['a search through an array', `($b := ${NUMBERS}; [1..10000].("x" in $b))`],
    ['sorting', `$sort(${NUMBERS}, function($a, $b) { $a < $b })`],
    ['ordering', `${NUMBERS}^(-$)`],
    ['ordering with variables', `[1..3000].{"x": $}@$v^($v.x).$v`],
    ['comparing long texts', '($t := $pad("", 4000000, "a"); $u := $pad("", 4000000, "a"); [1..100000].($t < $u))'],
    ['comparing equal texts', '($t := $pad("", 4000000, "a"); $u := $pad("", 4000000, "a"); [1..100000].($t = $u))'],
    ['searching long texts', `($t := ${TEXT}; [1..100000].$contains($t, "b"))`],
    ['hashing', '[1..1000].$hash($pad("", 10000, "x"))'],
    ['writing big data', `($b := ${NUMBERS}; [1..10000].$length($string($b)))`],
    ['numbers in Roman', '$formatInteger(1000000000, "I")'],
    ['long pictures', '$formatNumber(1, $pad("", 100000, "0"))'],
    ['ambiguous pictures', '$toMillis($pad("", 60, "1") & "x", "[Y]1[M]1[D]1[H]1[m]1[s]1[f]")'],
    ['ambiguous names', '$toMillis($pad("", 100, "a"), "[MNn][FNn][P][MNn][FNn][PN]")'],
    ['regular expressions that backtrack', '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)'],
    ['regular expressions on long texts', `$contains(${TEXT}, /(.*)(.*)(.*)x/)`],
    ['regular expressions that find nothing long', `$split(${TEXT}, /(?=a)/)`],
    ['JSON that nests', '$parse($pad("", 100000, "["))'],
  ])('is charged for what it does in one go: %s', async (_, text) => {
    await expect(evaluate(text)).rejects.toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  it('leaves room for honest work', async () => {
    expect(await evaluate('$count($map([1..5000], function($x) { {"id": $x, "text": "item " & $x} })^(>id))')).toBe(
      5000,
    );
    expect(await evaluate('$sum([1..100000])')).toBe(5_000_050_000);
    expect(await evaluate('($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(150) > 1e200)')).toBe(true);
    expect(await evaluate('$length($join($map([1..5000], function($x) { $string($x) }), ", "))')).toBe(28_891);
  });
});
