import fc from 'fast-check';
import jsonata from 'jsonata';
import { expect, it } from 'vitest';
import { defaultLimits } from '../limits.js';
import type { Json } from '../types.js';
import { compileJsonata, fillJsonata } from './jsonata-template.js';

const input: Json = {
  items: [
    { price: 3, name: 'c', tags: ['x'] },
    { price: 1, name: 'a', tags: ['y', 'z'] },
    { price: 2, name: 'b', tags: [] },
    { name: 'd' },
  ],
  pairs: [
    [3, 'a'],
    [1, 'b'],
  ],
  one: [5],
  empty: [],
  none: null,
  text: 'hello',
};

const constants = [
  '1',
  '"a"',
  'true',
  'null',
  '$input',
  '$input.items',
  '$input.one',
  '$input.empty',
  '$v',
  '$',
  '*',
  '**',
];
const name = fc.constantFrom('items', 'price', 'name', 'tags', 'pairs', 'one', 'empty', 'none', 'text', 'k');
const operator = fc.constantFrom('+', '&', '=', '!=', '<', '>=', 'in', 'and', 'or');
const unary = fc.constantFrom(
  '$count',
  '$string',
  '$distinct',
  '$reverse',
  '$keys',
  '$spread',
  '$boolean',
  '$type',
  '$sort',
  '$clone',
);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const part = tie('expression');
  const pair = fc.tuple(part, part);
  return {
    expression: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(...constants),
      fc.tuple(part, name).map(([of, field]) => `${of}.${field}`),
      pair.map(([of, step]) => `${of}.(${step})`),
      pair.map(([of, filter]) => `(${of})[${filter}]`),
      fc.tuple(part, fc.constantFrom('[]', '[0]', '[-1]', '[[0,1]]')).map(([of, index]) => `${of}${index}`),
      fc.tuple(part, fc.constantFrom('name', '>price', 'price, >name', '$')).map(([of, terms]) => `${of}^(${terms})`),
      fc.tuple(part, operator, part).map(([left, sign, right]) => `(${left} ${sign} ${right})`),
      fc.tuple(part, part, part).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
      pair.map(([one, other]) => `[${one}, ${other}]`),
      pair.map(([of, value]) => `${of}{name: ${value}}`),
      pair.map(([value, body]) => `($v := ${value}; ${body})`),
      fc.tuple(unary, part).map(([call, argument]) => `${call}(${argument})`),
      pair.map(([one, other]) => `$append(${one}, ${other})`),
      pair.map(([of, body]) => `$map(${of}, function($v) { ${body} })`),
      fc.tuple(part, unary).map(([of, call]) => `${of} ~> ${call}`),
      pair.map(([of, step]) => `${of}@$v.(${step})`),
      fc.tuple(part, name).map(([of, field]) => `${of}.{"p": %.${field}}`),
    ),
  };
});

const moment = { now: 0, random: () => 0.5, uuid: () => '' };
const scope = { states: { input: null, context: null }, variables: { input }, moment, limits: defaultLimits };

it('gives for any expression what the engine gives by itself', async () => {
  await fc.assert(
    fc.asyncProperty(expression, async (text) => {
      const plain = await settle(async () => jsonata(text).evaluate(undefined, { input: structuredClone(input) }));
      const bounded = await settle(async () => fillJsonata(compileJsonata(`{% ${text} %}`), scope, 'Output'));
      expect(bounded).toEqual(plain);
    }),
    { numRuns: 1000 },
  );
});

// Which of several errors comes first, the engine leaves to the order of its promises.
async function settle(run: () => Promise<unknown>): Promise<unknown> {
  try {
    const json = JSON.stringify(await run());
    return json === undefined ? 'nothing' : JSON.parse(json);
  } catch (error) {
    return (error as Error).message.includes('returned nothing') ? 'nothing' : 'fails';
  }
}
