import { expect, test } from 'vitest';
import { Player } from '../testing/player.js';
import type { Json } from '../types.js';
import { matchesPattern } from './choice-operators.js';

const ends = { Yes: { Type: 'Pass', End: true }, No: { Type: 'Pass', Parameters: 'no', End: true } };

async function holds(rule: object, input: Json): Promise<boolean> {
  const player = await Player.start(
    { StartAt: 'C', States: { C: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' }, ...ends } },
    input,
  );
  if (player.state.status !== 'succeeded') throw new Error(`${player.state.error}: ${player.state.cause}`);
  return player.lines.includes('stateEntered Yes');
}

const noon = '2024-02-29T12:00:00Z';

test.each<[object, Json, boolean]>([
  [{ StringEquals: 'a' }, 'a', true],
  [{ StringEquals: '1' }, 1, false],
  [{ StringLessThan: 'b' }, 'a', true],
  [{ StringGreaterThanEquals: 'b' }, 'a', false],
  [{ StringMatches: 'log-*.txt' }, 'log-1.txt', true],
  [{ NumericEquals: 1 }, 1.0, true],
  [{ NumericEquals: 1 }, '1', false],
  [{ NumericLessThanEquals: 1 }, 1, true],
  [{ NumericGreaterThan: 1 }, 1, false],
  [{ BooleanEquals: false }, false, true],
  [{ BooleanEquals: false }, 0, false],
  [{ TimestampEquals: noon }, '2024-02-29T13:00:00+01:00', true],
  [{ TimestampLessThan: noon }, '2024-02-29T11:59:59.999Z', true],
  [{ TimestampGreaterThan: noon }, 'noon', false],
  [{ IsNull: true }, null, true],
  [{ IsNull: false }, null, false],
  [{ IsPresent: true }, 0, true],
  [{ IsNumeric: true }, '0', false],
  [{ IsString: true }, '', true],
  [{ IsBoolean: true }, true, true],
  [{ IsTimestamp: true }, '2024-02-29', false],
  [{ IsTimestamp: true }, noon, true],
])('%j of %j: %j', async (operator, value, expected) => {
  expect(await holds({ Variable: '$.value', ...operator }, { value })).toBe(expected);
});

test('rules are combined', async () => {
  const positive = { Variable: '$.n', NumericGreaterThan: 0 };
  const small = { Variable: '$.n', NumericLessThan: 10 };
  expect(await holds({ And: [positive, small] }, { n: 5 })).toBe(true);
  expect(await holds({ And: [positive, small] }, { n: 15 })).toBe(false);
  expect(await holds({ Or: [{ Not: positive }, { Not: small }] }, { n: 15 })).toBe(true);
});

test('two values are compared by their paths', async () => {
  const rule = { Variable: '$.a', NumericLessThanPath: '$.b' };
  expect(await holds(rule, { a: 1, b: 2 })).toBe(true);
  expect(await holds(rule, { a: 1, b: '2' })).toBe(false);
});

test('what is not there can only be asked for by IsPresent', async () => {
  expect(await holds({ Variable: '$.value', IsPresent: false }, {})).toBe(true);
  await expect(holds({ Variable: '$.value', IsNull: true }, {})).rejects.toThrow('States.Runtime');
});

test('a choice without a rule that holds and without Default fails', async () => {
  const rule = { Variable: '$.a', IsNull: true, Next: 'Yes' };
  const definition = { StartAt: 'C', States: { C: { Type: 'Choice', Choices: [rule] }, Yes: ends.Yes } };
  const player = await Player.start(definition, { a: 1 });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.NoChoiceMatched' });
});

test('what the rule that holds assigns and puts out stands for what the state does', async () => {
  const choice = (own: object) => ({
    QueryLanguage: 'JSONata',
    StartAt: 'C',
    States: {
      C: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.yes %}', Next: 'End', ...own }],
        Default: 'End',
        Output: 'of the state',
        Assign: { by: 'state' },
      },
      End: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($by) ? $by : "nobody" %}'], End: true },
    },
  });
  const own = { Output: 'of the rule', Assign: { by: 'rule' } };
  expect((await Player.start(choice(own), { yes: true })).state.output).toEqual(['of the rule', 'rule']);
  expect((await Player.start(choice(own), { yes: false })).state.output).toEqual(['of the state', 'state']);
  expect((await Player.start(choice({}), { yes: true })).state.output).toEqual([{ yes: true }, 'nobody']);
});

test('a condition that gives no truth value fails at its place', async () => {
  const rule = { Condition: '{% $states.input.text %}', Next: 'Yes' };
  const definition = {
    StartAt: 'C',
    States: { C: { Type: 'Choice', QueryLanguage: 'JSONata', Choices: [rule], Default: 'No' }, ...ends },
  };
  const player = await Player.start(definition, { text: 'true' });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.QueryEvaluationError' });
  expect(player.history).toContainEqual(expect.objectContaining({ location: 'Choices[0]/Condition' }));
});

test('of the dialect las, a rule may end the machine with the output of the state', async () => {
  const rule = { Variable: '$.done', BooleanEquals: true, End: true };
  const definition = {
    StartAt: 'C',
    States: { C: { Type: 'Choice', Choices: [rule], Default: 'No', OutputPath: '$.result' }, No: { Type: 'Fail' } },
  };
  const player = await Player.start(definition, { done: true, result: 5 }, { dialect: 'las' });
  expect(player.state).toMatchObject({ status: 'succeeded', output: 5 });
});

test.each([
  ['a*c', 'abbc', true],
  ['a*c', 'ac', true],
  ['a*c', 'ab', false],
  ['*', '', true],
  ['a**b', 'a-b', true],
  ['ab*ba', 'aba', false],
  ['*a*b*', 'xbxaxbx', true],
  ['\\*', '*', true],
  ['\\*', 'x', false],
  ['a\\\\*', 'a\\b', true],
  ['', '', true],
  ['', 'a', false],
])('the pattern %s and %s: %j', (pattern, text, expected) => {
  expect(matchesPattern(text, pattern)).toBe(expected);
});
