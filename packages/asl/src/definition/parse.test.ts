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
const map = { Type: 'Map', ItemProcessor: items, End: true };
const distributed = { ...items, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

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

test.each<[string, object, string[]]>([
  ['no type', {}, [': has to have a field Type']],
  ['nowhere to go', { Type: 'Pass' }, [': has to have a field Next, or "End": true']],
  ['End false', { Type: 'Pass', End: false }, [': has to have a field Next, or "End": true, not false']],
  ['both ways', { ...pass, Next: 'A' }, ['/End: cannot stand beside Next']],
  ['unknown field', { ...pass, Extra: 1 }, ['/Extra: is no field of Pass states']],
  ['field of another type', { ...map, TimeoutSeconds: 1 }, ['/TimeoutSeconds: is no field of Map states']],
  ['Retry of a Pass', { ...pass, Retry: [] }, ['/Retry: is no field of Pass states']],
  ['End of a Fail', { Type: 'Fail', End: true }, ['/End: is no field of Fail states']],
  [
    'JSONata field',
    { ...pass, Output: 1 },
    ["/Output: is a field of JSONata states, and this one's query language is JSONPath"],
  ],
  [
    'JSONPath field',
    { ...pass, ...jsonata, InputPath: '$' },
    ["/InputPath: is a field of JSONPath states, and this one's query language is JSONata"],
  ],
  ['ResultPath that could be many', { ...pass, ResultPath: '$.a[*]' }, [expect.stringContaining('/ResultPath: ')]],
  [
    'no timestamp',
    { Type: 'Wait', Timestamp: '2016-12-05T21:29:29', End: true },
    [expect.stringContaining('/Timestamp: ')],
  ],
  ['no way to wait', { Type: 'Wait', End: true }, [expect.stringContaining(': has to have one of the fields Seconds')]],
  [
    'two ways to wait',
    { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true },
    ['/SecondsPath: cannot stand beside Seconds'],
  ],
  ['Seconds as text', { Type: 'Wait', Seconds: '5', End: true }, ['/Seconds: has to be a number, not "5"']],
  [
    'slow heart',
    { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 },
    ['/HeartbeatSeconds: has to be less than TimeoutSeconds'],
  ],
  ['credentials', { ...task, Credentials: {} }, ['/Credentials: has to have a field RoleArn']],
  ['no branches', { Type: 'Parallel', Branches: [], End: true }, ['/Branches: has to have at least one entry']],
  ['no processor', { Type: 'Map', End: true }, [': has to have a field ItemProcessor']],
  ['both processors', { ...map, Iterator: items }, ['/Iterator: cannot stand beside ItemProcessor']],
  ['both selectors', { ...map, ItemSelector: {}, Parameters: {} }, ['/Parameters: cannot stand beside ItemSelector']],
  ['concurrency', { ...map, MaxConcurrency: -1 }, ['/MaxConcurrency: has to be at least 0']],
  ['percentage', { ...map, ToleratedFailurePercentage: 101 }, ['/ToleratedFailurePercentage: has to be at most 100']],
  [
    'context path',
    { ...map, MaxConcurrencyPath: '$$.a' },
    ['/MaxConcurrencyPath: cannot be a path into the context object'],
  ],
  [
    'many numbers',
    { ...map, MaxConcurrencyPath: '$.a[*]' },
    ['/MaxConcurrencyPath: has to be a path to one single value'],
  ],
  [
    'empty batcher',
    { ...map, ItemBatcher: {} },
    ['/ItemBatcher: has to have a field MaxItemsPerBatch or MaxInputBytesPerBatch'],
  ],
  ['reader inline', { ...map, ItemReader: {} }, [expect.stringContaining('/ItemReader: can only be there')]],
  ['label', { ...map, ItemProcessor: distributed, Label: 'a b' }, [expect.stringContaining('/Label: ')]],
  [
    'mode without type',
    { ...map, ItemProcessor: { ...items, ProcessorConfig: { Mode: 'DISTRIBUTED' } } },
    ['/ItemProcessor/ProcessorConfig: has to have a field ExecutionType, since its Mode is DISTRIBUTED'],
  ],
  [
    'language of items',
    { ...map, ItemProcessor: { ...items, ...jsonata } },
    ['/ItemProcessor/QueryLanguage: is no field of an ItemProcessor'],
  ],
  ['variable', { ...pass, Assign: { states: 1 } }, [expect.stringContaining('/Assign/states: ')]],
  [
    'variables',
    { ...pass, Assign: { 'a b': 1, '1': 2, ['x'.repeat(81)]: 3 } },
    Array(3).fill(expect.stringContaining('/Assign/')),
  ],
  [
    'faults in a template',
    { ...pass, Parameters: { a: [{ 'b.$': '$.[' }], 'c.$': 'States.Nope()', d: { 'e.$': 5 }, 'f.$': '$.f' } },
    [
      expect.stringContaining('/Parameters/a/0/b.$: '),
      expect.stringContaining('/Parameters/c.$: '),
      expect.stringContaining('/Parameters/d/e.$: '),
    ],
  ],
  [
    'faults in expressions',
    { ...pass, ...jsonata, Output: { a: '{% 1 + %}', b: ['fine', '{% ( %}'] } },
    [expect.stringContaining('/Output/a: '), expect.stringContaining('/Output/b/1: ')],
  ],
])('%s', (_, state, expected) => {
  expect(faults(state)).toEqual(expected);
});

test.each<[string, object[], string[]]>([
  [
    'States.ALL in company',
    [{ ErrorEquals: ['States.ALL', 'x'] }],
    ['/Retry/0/ErrorEquals/0: has to stand alone in its ErrorEquals'],
  ],
  [
    'States.ALL before others',
    [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['x'] }],
    ['/Retry/0/ErrorEquals/0: has to be in the last rule of its list'],
  ],
  ['no names', [{}], ['/Retry/0: has to have a field ErrorEquals']],
  ['a number', [{ ErrorEquals: [1] }], ['/Retry/0/ErrorEquals/0: has to be the name of an error']],
  ['interval', [{ ErrorEquals: ['x'], IntervalSeconds: 0 }], ['/Retry/0/IntervalSeconds: has to be at least 1']],
  ['rate', [{ ErrorEquals: ['x'], BackoffRate: 0.5 }], ['/Retry/0/BackoffRate: has to be at least 1']],
  ['attempts', [{ ErrorEquals: ['x'], MaxAttempts: 1.5 }], ['/Retry/0/MaxAttempts: has to be a whole number, not 1.5']],
  [
    'jitter',
    [{ ErrorEquals: ['x'], JitterStrategy: 'SOME' }],
    ['/Retry/0/JitterStrategy: has to be "FULL" or "NONE", not "SOME"'],
  ],
  [
    'delay',
    [{ ErrorEquals: ['x'], IntervalSeconds: 5, MaxDelaySeconds: 5 }],
    ['/Retry/0/MaxDelaySeconds: has to be more than IntervalSeconds'],
  ],
])('rules of Retry: %s', (_, Retry, expected) => {
  expect(faults({ ...task, Retry })).toEqual(expected);
});

test.each<[string, object, string[]]>([
  ['no comparison', { Variable: '$.a' }, [': has to have a comparison such as StringEquals, or And, Or or Not']],
  ['two comparisons', { Variable: '$.a', IsNull: true, IsString: true }, ['/IsString: cannot stand beside IsNull']],
  ['no variable', { IsNull: true }, [': has to have a field Variable']],
  ['nothing to combine', { And: [] }, ['/And: has to have at least one entry']],
  [
    'Next further in',
    { Not: { Variable: '$.a', IsNull: true, Next: 'A' } },
    ['/Not/Next: is no field of a rule of Choice'],
  ],
  [
    'timestamp',
    { Variable: '$.a', TimestampEquals: 'noon' },
    [expect.stringContaining('/TimestampEquals: has to be a timestamp')],
  ],
  [
    'unknown operator',
    { Variable: '$.a', NumericAlmost: 1 },
    [expect.stringContaining(': '), expect.stringContaining('/NumericAlmost: ')],
  ],
])('rules of Choice: %s', (_, rule, expected) => {
  const definition = { StartAt: 'C', States: { C: { Type: 'Choice', Choices: [{ ...rule, Next: 'A' }] }, A: pass } };
  expect(problems(definition).map((text) => text.replace('/States/C/Choices/0', ''))).toEqual(expected);
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
