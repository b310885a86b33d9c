import type { JsonObject } from '@las/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from './api-error.js';
import { checkWorkflowDefinition } from './workflow-definition.js';

const one = `las:transition:${'1'.repeat(32)}`;
const two = `las:transition:${'2'.repeat(32)}`;
const failed = 'las:transition:commons-failed';

const task = (rest: object = { End: true }) => ({ Type: 'Task', Resource: one, ...rest });
/** The names of states are unique in a definition, those of inner machines included. */
const machine = (name: string, state: object = task()) => ({ StartAt: name, States: { [name]: state } });

test('a definition of tasks, choices and nested machines passes, and its transitions are told with their places', () => {
  const definition = {
    StartAt: 'A',
    States: {
      A: task({ Next: 'Choose', TimeoutSeconds: 900, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] }),
      Choose: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.ok', BooleanEquals: true, Next: 'Both' },
          { Variable: '$.done', BooleanEquals: true, End: true },
        ],
        Default: 'A',
      },
      Both: { Type: 'Parallel', Branches: [machine('B', task({ Resource: two, End: true }))], Next: 'Each' },
      Each: { Type: 'Map', Iterator: machine('C'), Next: 'with/slash' },
      'with/slash': { Type: 'Map', ItemProcessor: machine('D'), End: true },
      Failed: task({ Resource: failed, End: true }),
    },
  };
  expect(checkWorkflowDefinition(definition)).toEqual([
    { pointer: '/States/A/Resource', transitionId: one },
    { pointer: '/States/Both/Branches/0/States/B/Resource', transitionId: two },
    { pointer: '/States/Each/Iterator/States/C/Resource', transitionId: one },
    { pointer: '/States/with~1slash/ItemProcessor/States/D/Resource', transitionId: one },
    { pointer: '/States/Failed/Resource', transitionId: failed },
  ]);
});

test.each<[JsonObject, string]>([
  [{}, ' has to have a field StartAt'],
  [machine('A', { Type: 'Loop' }), '/States/A/Type has to be one of'],
  [machine('A', task({ Next: 'B' })), '/States/A/Next has to name a state of this machine, not "B"'],
  [machine('A', { Type: 'Task', End: true }), '/States/A has to have a field Resource'],
  [
    machine('A', task({ Resource: 'arn:aws:lambda', End: true })),
    '/States/A/Resource has to be the id of a transition',
  ],
  [
    machine('A', task({ Resource: 'las:transition:commons-nonsense', End: true })),
    '/States/A/Resource names las:transition:commons-nonsense, which is no built-in transition',
  ],
  [machine('a/b~c', task({ InputPath: '$[', End: true })), '/States/a~1b~0c/InputPath '],
  [machine('A', { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% ( %}', End: true }), '/States/A/Output '],
])('what does not fit is refused with its place (%#)', (definition, message) => {
  expect(() => checkWorkflowDefinition(definition)).toThrow(`body.specification.definition${message}`);
});

test('all that is wrong is told at once, up to ten places', () => {
  const names = Array.from({ length: 12 }, (_, n) => `S${n}`);
  const states = Object.fromEntries(
    names.map((name, n) => [name, { Type: 'Pass', Surprise: n, Next: names[n + 1] ?? 'S0' }]),
  );
  expect(() => checkWorkflowDefinition({ StartAt: 'S0', States: states })).toThrow(
    /S0\/Surprise .*S3\/Surprise .*; and \d+ more$/,
  );
});

test('machines inside machines end somewhere', () => {
  let inner: JsonObject = machine('A');
  for (let depth = 0; depth < 300; depth++)
    inner = machine(`P${depth}`, { Type: 'Parallel', Branches: [inner], End: true });
  expect(() => checkWorkflowDefinition(inner)).toThrow(ApiError);
});

test('a definition beyond the limits on bytes and expressions is refused', () => {
  expect(() => checkWorkflowDefinition({ ...machine('A'), Comment: 'x'.repeat(1_100_000) })).toThrow(
    /at most 1048576 bytes/,
  );
  const Output = Array.from({ length: 2001 }, () => '{% 1 %}');
  const pass = { Type: 'Pass', QueryLanguage: 'JSONata', Output, End: true };
  expect(() => checkWorkflowDefinition(machine('A', pass))).toThrow(/at most 2000 JSONata expressions, and has 2001/);
});

test('whatever is given is either taken or refused with a message', () => {
  const keys = fc.constantFrom('StartAt', 'States', 'Type', 'Next', 'Choices', 'Branches', 'Iterator', 'A', 'B');
  const leaves = fc.constantFrom<unknown>('A', 'B', 'Task', 'Choice', 'Parallel', 'Map', one, null, 1, true);
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      leaves,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, value), (definition) => {
      try {
        checkWorkflowDefinition(definition);
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
      }
    }),
  );
});
