import type { JsonObject } from '@las/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ApiError } from './api-error.js';
import { checkWorkflowDefinition } from './workflow-definition.js';

const one = `las:transition:${'1'.repeat(32)}`;
const two = `las:transition:${'2'.repeat(32)}`;
const failed = 'las:transition:commons-failed';

const task = (rest: object = { End: true }) => ({ Type: 'Task', Resource: one, ...rest });
const machine = (states: object, start = 'A') => ({ StartAt: start, States: { A: task(), ...states } });

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
      Both: { Type: 'Parallel', Branches: [machine({ A: task({ Resource: two, End: true }) })], Next: 'Each' },
      Each: { Type: 'Map', Iterator: machine({}), Next: 'with/slash' },
      'with/slash': { Type: 'Map', ItemProcessor: machine({}), End: true },
      Failed: task({ Resource: failed, End: true }),
    },
  };
  expect(checkWorkflowDefinition(definition)).toEqual([
    { pointer: '/States/A/Resource', transitionId: one },
    { pointer: '/States/Both/Branches/0/States/A/Resource', transitionId: two },
    { pointer: '/States/Each/Iterator/States/A/Resource', transitionId: one },
    { pointer: '/States/with~1slash/ItemProcessor/States/A/Resource', transitionId: one },
    { pointer: '/States/Failed/Resource', transitionId: failed },
  ]);
});

test.each<[JsonObject, string]>([
  [{}, '/States has to be an object'],
  [{ StartAt: 'A', States: {} }, '/States has to hold at least one state'],
  [{ StartAt: 'A', States: [] }, '/States has to be an object'],
  [{ States: { A: task() } }, '/StartAt has to be the name of a state'],
  [machine({}, 'B'), '/StartAt names the state "B", which is not there'],
  [machine({}, 'toString'), '/StartAt names the state "toString"'],
  [machine({ B: 'x' }), '/States/B has to be an object'],
  [machine({ B: { Type: 'Loop' } }), '/States/B/Type has to be one of Task, Choice'],
  [machine({ B: task({ Next: 'C' }) }), '/States/B/Next names the state "C"'],
  [machine({ B: task({ Next: 5 }) }), '/States/B/Next has to be the name'],
  [machine({ B: { Type: 'Choice', Choices: [] } }), '/States/B/Choices has to be an array with at least one item'],
  [machine({ B: { Type: 'Choice' } }), '/States/B/Choices has to be an array'],
  [machine({ B: { Type: 'Choice', Choices: [{ Next: 'C' }] } }), '/States/B/Choices/0/Next names the state "C"'],
  [machine({ B: { Type: 'Choice', Choices: [{}], Default: 'C' } }), '/States/B/Default names'],
  [machine({ B: task({ Catch: [{ Next: 'A' }, { Next: 'C' }] }) }), '/States/B/Catch/1/Next names'],
  [machine({ B: { Type: 'Task' } }), '/States/B/Resource has to be the id of a transition'],
  [machine({ B: task({ Resource: 'arn:aws:lambda' }) }), '/States/B/Resource has to be the id of a transition'],
  [machine({ 'a/b~c': { Type: 'Task' } }), '/States/a~1b~0c/Resource'],
  [machine({ B: { Type: 'Parallel', Branches: [] } }), '/States/B/Branches has to be an array'],
  [machine({ B: { Type: 'Parallel', Branches: [machine({}, 'X')] } }), '/States/B/Branches/0/StartAt names'],
  [machine({ B: { Type: 'Map' } }), '/States/B/ItemProcessor has to be an object'],
  // The name is of the outer machine: states of one do not see those of another.
  [machine({ B: { Type: 'Map', Iterator: machine({ A: task({ Next: 'B' }) }) } }), '/Iterator/States/A/Next names'],
])('what does not fit is refused with its place (%#)', (definition, message) => {
  expect(() => checkWorkflowDefinition(definition)).toThrow(message);
});

test('machines inside machines end somewhere', () => {
  let nested = machine({});
  for (let depth = 0; depth < 30; depth++) nested = machine({ B: { Type: 'Map', ItemProcessor: nested } });
  expect(() => checkWorkflowDefinition(nested)).toThrow('is nested deeper than 20 levels');
});

test('a definition beyond the size limit is refused', () => {
  expect(() => checkWorkflowDefinition({ Comment: 'x'.repeat(1_100_000) })).toThrow('at most 1048576 bytes of JSON');
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
