import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lambda } from '../testing/player.js';
import type { ParseOptions } from '../types.js';
import { parse, validate } from './parse.js';

const one = (state: object, machine: object = {}) => ({ StartAt: 'A', States: { A: state }, ...machine });
const jsonata = { QueryLanguage: 'JSONata' };
const pass = { Type: 'Pass', End: true };
const task = { Type: 'Task', Resource: lambda, End: true };
const items = { StartAt: 'B', States: { B: pass } };
const _map = { Type: 'Map', ItemProcessor: items, End: true };
const _distributed = { ...items, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

function problems(definition: unknown, options?: ParseOptions): string[] {
  return validate(definition, options).map(({ pointer, message }) => `${pointer}: ${message}`);
}

/** What is found in a state called A. */
function faults(state: object, machine?: object, options?: ParseOptions): string[] {
  return problems(one(state, machine), options).map((text) => text.replace('/States/A', ''));
}

test.each<[unknown, string]>([
  ['{', 'has to be JSON: '],
  ['', 'has to be JSON: '],
  [undefined, 'has to be JSON'],
  [{ States: () => 1 }, 'has to be JSON'],
  [null, 'has to be an object'],
  [[], 'has to be an object'],
  ['"text"', 'has to be an object'],
])('%j is refused as a whole', (definition, message) => {
  expect(problems(definition)).toEqual([expect.stringContaining(`: ${message}`)]);
});

test('text of JSON is read as well', () => {
  expect(problems(JSON.stringify(one(pass)))).toEqual([]);
});

test('all that is wrong is told at once, in the order of its places', () => {
  const definition = {
    StartAt: 'A',
    Extra: 1,
    TimeoutSeconds: 0,
    States: {
      A: { Type: 'Task', Resource: 'mine', InputPath: '$.a[', Next: 'X', Catch: [{ ErrorEquals: [], Next: 'B' }] },
      B: { Type: 'Choice', Choices: [{ Variable: '$.a', StringEquals: 1, Next: 'Y' }, {}] },
      C: { Type: 'Sleep' },
    },
  };
  expect(problems(definition)).toEqual([
    '/Extra: is no field of a machine',
    '/States/A/Catch/0/ErrorEquals: has to be an array with at least one name of an error',
    expect.stringContaining('/States/A/InputPath: '),
    '/States/A/Next: has to name a state of this machine, not "X"',
    '/States/A/Resource: has to be an ARN, not "mine"',
    '/States/B/Choices/0/Next: has to name a state of this machine, not "Y"',
    '/States/B/Choices/0/StringEquals: has to be text, not 1',
    '/States/B/Choices/1: has to have a field Next',
    '/States/B/Choices/1: has to have a comparison such as StringEquals, or And, Or or Not',
    '/States/C: has to be reached from StartAt: no other state leads here',
    expect.stringContaining('/States/C/Type: has to be one of Pass, Task,'),
    '/TimeoutSeconds: has to be at least 1',
  ]);
});

test('every state has to be reached, every target to be there, and one state to end', () => {
  const loop = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
  expect(problems({ StartAt: 'A', States: loop })).toEqual([
    '/States: has to have a state that ends: a Succeed, a Fail or one with "End": true',
  ]);
  expect(problems({ StartAt: 'A', States: { ...loop, C: pass } })).toEqual([
    '/States/C: has to be reached from StartAt: no other state leads here',
  ]);
  expect(problems({ StartAt: 'Z', States: { A: pass } })).toEqual([
    '/StartAt: has to name a state of this machine, not "Z"',
  ]);
  const branch = { StartAt: 'B', States: { B: { Type: 'Pass', Next: 'A' } } };
  expect(faults({ Type: 'Parallel', Branches: [branch], End: true })).toEqual([
    expect.stringContaining('/Branches/0/States: has to have a state that ends'),
    '/Branches/0/States/B/Next: has to name a state of this branch, not "A"',
  ]);
});

test('names are unique in the whole machine and not too long', () => {
  const twice = { Type: 'Map', ItemProcessor: { StartAt: 'A', States: { A: pass } }, End: true };
  expect(faults(twice)).toEqual([
    '/ItemProcessor/States/A: has the name of another state of this machine, at /States/A',
  ]);
  const long = 'x'.repeat(81);
  expect(problems({ StartAt: long, States: { [long]: pass } })).toEqual([expect.stringContaining('80 characters')]);
});

test('a machine in JSONata has no states in JSONPath, and states inside of others have the language of the machine', () => {
  expect(faults({ ...pass, QueryLanguage: 'JSONPath' }, jsonata)).toEqual([
    expect.stringContaining('/QueryLanguage: '),
  ]);
  const inner = { StartAt: 'B', States: { B: { ...pass, Output: 1 } } };
  expect(faults({ ...jsonata, Type: 'Map', ItemProcessor: inner, End: true })).toEqual([
    expect.stringContaining('/ItemProcessor/States/B/Output: is a field of JSONata states'),
  ]);
});

test.each([
  'arn:aws:states:us-east-1:111111111111:activity:a',
  'arn:aws:states:::states:startExecution.sync',
  'arn:aws:states:::states:startExecution.sync:2',
  'arn:aws:states:::sns:publish.waitForTaskToken',
])('EXPRESS machines do not wait for %s', (resource) => {
  expect(faults({ ...task, Resource: resource }, {}, { type: 'EXPRESS' })).toHaveLength(1);
  expect(faults({ ...task, Resource: resource })).toEqual([]);
});

test('of the dialect las, resources are transitions and the caller may check them', () => {
  const las = { dialect: 'las' as const };
  const of = (Resource: string, options: ParseOptions = las) => faults({ ...task, Resource }, {}, options);
  expect(of('las:transition:commons-predict')).toEqual([]);
  expect(of(`las:transition:${'a1'.repeat(16)}`)).toEqual([]);
  expect(of(lambda)).toEqual([expect.stringContaining('/Resource: has to be the id of a transition')]);
  const checkResource = () => 'has to be a transition of yours';
  expect(of('las:transition:commons-predict', { ...las, checkResource })).toEqual([
    '/Resource: has to be a transition of yours',
  ]);
});

test('a machine tells its states and all its tasks with the states around them', () => {
  const States = { A: { Type: 'Map', ItemProcessor: { StartAt: 'B/1', States: { 'B/1': task } }, Next: 'C' }, C: task };
  const good = parse({ StartAt: 'A', States });
  expect('machine' in good && good.machine).toMatchObject({
    states: ['A', 'C'],
    tasks: [
      { pointer: '/States/A/ItemProcessor/States/B~11', resource: lambda, state: 'B/1', path: ['A', 'B/1'] },
      { pointer: '/States/C', resource: lambda, state: 'C', path: ['C'] },
    ],
  });
});

test('hostile definitions are refused or run like others', () => {
  let deep: object = pass;
  for (let level = 0; level < 100_000; level += 1) deep = { Type: 'Parallel', Branches: [deep] };
  expect(problems(one(deep))).toEqual([': has to be nested at most 200 levels deep']);
  const circle: { States?: object } = {};
  circle.States = circle;
  expect(problems(circle)).toHaveLength(1);
  const many = Array.from({ length: 20_000 }, (_, index) => [`S${index}`, { Type: 'Pass', Next: `S${index + 1}` }]);
  expect(problems({ StartAt: 'S0', States: { ...Object.fromEntries(many), S20000: pass } })).toEqual([]);
  const bad = Array.from({ length: 20_000 }, (_, index) => [`S${index}`, {}]);
  expect(problems({ StartAt: 'S0', States: Object.fromEntries(bad) })).toHaveLength(1000);
  const names = JSON.parse(
    '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Succeed"}}}',
  );
  expect(problems(names)).toEqual([]);
  expect(problems(one({ Type: 'toString' }))).toHaveLength(1);
  expect(problems({ StartAt: 'toString', States: { A: pass } })).toEqual([
    '/StartAt: has to name a state of this machine, not "toString"',
  ]);
});

test('whatever JSON comes, parsing tells what is wrong and never throws', () => {
  const field = fc.constantFrom(
    'StartAt',
    'States',
    'Type',
    'Next',
    'End',
    'Choices',
    'Branches',
    'ItemProcessor',
    'Retry',
    'Catch',
    'ErrorEquals',
    'Parameters',
    'a.$',
    'Assign',
    'QueryLanguage',
    'And',
    'Not',
    'Variable',
    '__proto__',
    'Seconds',
    'ItemBatcher',
  );
  const leaf = fc.constantFrom<unknown>(
    'A',
    'Pass',
    'Map',
    'Choice',
    'Parallel',
    'Task',
    'JSONata',
    '$.a',
    '{% 1 %}',
    true,
    1,
    null,
    -1,
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, depthSize: 'medium' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(fc.oneof(field, fc.constant('A')), tie('value')), { maxLength: 6 }).map(Object.fromEntries),
    ),
  }));
  fc.assert(
    fc.property(value, (definition) => {
      const result = parse(definition);
      if ('problems' in result) expect(result.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
