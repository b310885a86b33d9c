import { expect, test } from 'vitest';
import { lambda } from '../testing/player.js';
import type { ParseOptions } from '../types.js';
import { validate } from './parse.js';

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
