import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.js';
import type { Json } from '../types.js';
import { compileJsonata, fillJsonata } from './jsonata-template.js';

const input: Json = {
  items: [
    { price: 3, name: 'c', tags: ['x'], of: { deep: [1, [2, 3]] } },
    { price: 1, name: 'a', tags: ['y', 'z'] },
    { price: 2, name: 'b', tags: [] },
    { name: 'd' },
  ],
  pairs: [
    [3, 'a'],
    [1, 'b'],
  ],
  text: 'hello world, Hello',
  empty: [],
  one: [5],
  none: null,
  nested: { a: { b: { c: [{ d: 1 }, { d: [2, 3] }] } } },
};

const expressions = [
  ...[
    'input.items.price',
    'input.items[price > 1].name',
    'input.items[0]',
    'input.items[-1].name',
    'input.items[[0,2]].name',
  ],
  ...[
    'input.one',
    'input.one[]',
    'input.empty',
    'input.items.tags',
    'input.items[0].tags[]',
    'input.nested.**.d',
    'input.nested.*.*',
  ],
  ...[
    'input.items^(price).name',
    'input.items^(>price).name',
    'input.items^(>price, name)',
    'input.items^(name)[0]',
    'input.one^($)',
  ],
  ...[
    'input.items[price]^(price)[1].name',
    'input.items^(price)^(>name).name',
    'input.pairs^($[0])',
    'input.items.tags^($)',
    '[3,1,2]^($)',
  ],
  ...[
    'input.items^(price).tags',
    'input.items^(price){name: price}',
    'input.empty^($)',
    'input.nothing^($)',
    'input.items^(price).(name & "!")',
  ],
  ...[
    'input.items{name: price}',
    'input.items{"all": [price]}',
    'input.items.{name: tags}',
    'input.empty{"n": $count($)}',
  ],
  ...[
    'input.items@$i.{"n": $i.name}',
    'input.items#$n[$n = 1].name',
    'input.items.tags.{"tag": $, "of": %.name}',
    'input.items@$i^($i.name).$i.name',
  ],
  ...['input.items@$i.pairs', 'input.items[price = 3 or name = "d"].name', 'input.items.(price > 1 and name != "c")'],
  ...[
    '"a" & 1 & true & null & {"x": [1]} & nothing',
    '1 = 1',
    '[1,2] = [1,2]',
    '{"a":1,"b":2} = {"b":2,"a":1}',
    'nothing = 1',
    'nothing != 1',
  ],
  ...['null = null', '"a" < "b"', '2 >= 2', '1 < nothing', '"b" in ["a","b"]', '1 in 1', '[1] in [[1]]'],
  ...[
    '$map([1..5], function($x, $i, $a) { $x * $i + $count($a) })',
    '$filter([1..5], function($x) { $x % 2 = 1 })',
    '$reduce([1..5], function($a, $b) { $a + $b }, 10)',
  ],
  ...[
    '$single([1..5], function($x) { $x = 3 })',
    '$each({"a": 1}, function($v, $k) { $k & $v })',
    '$sift({"a": 1, "b": 2}, function($v) { $v > 1 })',
  ],
  ...[
    '$sort([3,1,2])',
    '$sort(["b","a"])',
    '$sort(input.items, function($l, $r) { $l.name > $r.name }).name',
    '$reverse([1,2,3])',
    '$zip([1,2],[3,4])',
  ],
  ...[
    '$distinct([1,1,"1",{"a":1},{"a":1},[1],[1]])',
    '$distinct(input.items.tags)',
    '$append([1],[2,3])',
    '$spread({"a":1,"b":2})',
    '$spread([{"a":1}])',
    '$spread([5])',
    '$spread(input.empty)',
    '$spread(input.one[])',
    '$spread([{"a":1},{"b":2}])',
  ],
  ...[
    '$merge([{"a":1},{"b":2}])',
    '$keys(input.items)',
    '$lookup(input, "text")',
    '$exists(input.none)',
    '$type(input.none)',
    '$count(input.items)',
  ],
  ...[
    '$replace(input.text, "l", "L", 2)',
    '$replace(input.text, /o(.)/, "<$1$$$0>")',
    '$replace("abc", /b/, function($m) { $uppercase($m.match) })',
    '$replace("265USD", /([0-9]+)USD/, "$$$1")',
  ],
  ...[
    '$match(input.text, /l+(o)?/)',
    '$match("ababab", /(ab)/, 2)',
    '$split("a, b;c", /[,;]\\s*/)',
    '$split("a b c", " ", 2)',
    '$contains(input.text, /hello$/i)',
    '$contains(input.text, "wor")',
  ],
  ...[
    '$pad("x", 5, "ab")',
    '$pad("x", -5)',
    '$join(["a","b"], "-")',
    '$join("a")',
    '$substring("hello", 1, 3)',
    '$substringBefore("a-b", "-")',
    '$trim("  a  b ")',
    '$length("héllo")',
  ],
  ...[
    '$formatNumber(1234.5, "#,##0.00")',
    '$formatInteger(12, "w")',
    '$formatInteger(1999, "I")',
    '$formatBase(255, 16)',
    '$parseInteger("twelve", "w")',
    '$number("0x1F")',
    '$round(2.5)',
  ],
  ...[
    '$toMillis("2026-01-02")',
    '$toMillis("02.01.2026 03:04", "[D01].[M01].[Y0001] [H01]:[m01]")',
    '$fromMillis(0, "[Y]-[M01] [FNn]")',
    '$toMillis("Friday 2 January 2026", "[FNn] [D1] [MNn] [Y0001]")',
  ],
  ...[
    '$string({"a": 1.1, "b": [true, null]})',
    '$string([1,2], true)',
    '$boolean([0, 1])',
    '$not(input.empty)',
    '$encodeUrlComponent("a b&c")',
  ],
  ...[
    'input ~> |items|{"price": price * 2}, ["tags"]|',
    'input.items[0] ~> $string',
    '($f := $uppercase ~> $lowercase; $f("Ab"))',
    '"x" ~> $uppercase()',
    '$substring(?, 0, 2)("hello")',
    '"a" ~> $uppercase & "b"',
  ],
  ...[
    '($fact := function($n) { $n <= 1 ? 1 : $n * $fact($n - 1) }; $fact(20))',
    '($loop := function($n, $a) { $n = 0 ? $a : $loop($n - 1, $a + $n) }; $loop(500, 0))',
    'function($x)<n:n>{ $x }(1)',
  ],
  ...[
    '1 / 3',
    '-input.items[0].price',
    '[1..3, 5]',
    '{"a": nothing, "b": [nothing]}',
    'input.items.name[0]',
    '(input.items.name)[0]',
    'nothing ? 1 : 2',
    'nothing ?: 3',
    'nothing ?? 4',
  ],
  ...[
    '$error("boom")',
    '1 + "a"',
    '"a" > 1',
    '{} > 1',
    '$sum("x")',
    'input.items^(tags)',
    'input.pairs.$^($)',
    '$unknown(1)',
    '$sort([1,"a"])',
    '{1: 2}',
    '$assert(false, "no")',
  ],
];

const moment = { now: 0, random: () => 0.5, uuid: () => '' };

describe('a bounded expression', () => {
  it.each(expressions)('gives what the engine gives by itself: %s', async (text) => {
    const expected = await settle(async () =>
      plain(await jsonata(bound(text)).evaluate(undefined, { input: structuredClone(input) })),
    );
    const scope = { states: { input: null, context: null }, variables: { input }, moment, limits: defaultLimits };
    const template = compileJsonata(`{% ${bound(text)} %}`);
    const actual = await settle(async () => fillJsonata(template, scope, 'Output'));
    expect(actual).toEqual(expected);
  });
});

async function settle(run: () => Promise<Json | undefined>): Promise<unknown> {
  try {
    return (await run()) ?? 'nothing';
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (/returned nothing/.test(message)) return 'nothing';
    return { fails: code ?? / ([A-Z]\d{4}): /.exec(message)?.[1] };
  }
}

/** Names of the test's variables are written as plain words above. */
function bound(text: string): string {
  return text.replace(/\b(input|nothing)\b/g, '$$$1');
}

function plain(value: unknown): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
