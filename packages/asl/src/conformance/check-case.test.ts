import { expect, test } from 'vitest';
import { lambda } from '../testing/player.js';
import { checkCase } from './check-case.js';
import { difference } from './compare.js';
import { describe, reportOf } from './report.js';
import type { Behaviour, Expectation, TestCase } from './test-case.js';

const work = { Type: 'Task', Resource: lambda, End: true };
const retried = { ...work, Retry: [{ ErrorEquals: ['Boom'] }] };

function caseOf(state: object, tasks: Record<string, Behaviour>, expectation: Expectation): TestCase {
  return {
    id: 'case',
    kind: 'execution',
    group: 'group',
    definition: { StartAt: 'Work', States: { Work: state as never } },
    input: { a: 1 },
    tasks,
    expect: expectation,
  };
}

const boom: Behaviour = { fail: { error: 'Boom', cause: 'why' } };

test.each<[string, object, Behaviour, Expectation]>([
  ['an echo', work, { echo: true }, { status: 'SUCCEEDED', output: { a: 1 } }],
  ['a result of null', work, { return: null }, { status: 'SUCCEEDED', output: null }],
  ['a failure', work, boom, { status: 'FAILED', error: 'Boom', cause: 'why', causeMatch: 'exact' }],
  [
    'a task that hangs',
    { ...work, TimeoutSeconds: 600 },
    { hang: true },
    { status: 'FAILED', error: 'States.Timeout' },
  ],
  ['a sequence', retried, { sequence: [boom, boom, { return: 3 }] }, { status: 'SUCCEEDED', output: 3 }],
  ['a sequence that repeats its last', retried, { sequence: [boom] }, { status: 'FAILED', error: 'Boom' }],
  [
    'an answer by input',
    work,
    JSON.parse('{"byInput": [{"input": {"a": 1}, "then": {"return": "one"}}]}'),
    { status: 'SUCCEEDED', output: 'one' },
  ],
  [
    'an invocation',
    { ...work, Parameters: { 'Payload.$': '$.a' } },
    { lambdaInvoke: { echo: true } },
    { status: 'SUCCEEDED', output: { ExecutedVersion: '$LATEST', Payload: 1, StatusCode: 200 } },
  ],
  [
    'an activity that is not there',
    { ...work, Resource: 'arn:aws:states:us-east-1:111111111111:activity:a' },
    { unreached: true },
    { status: 'FAILED', error: 'States.Runtime' },
  ],
])('%s passes', async (_, state, behaviour, expectation) => {
  expect(await checkCase(caseOf(state, { Work: behaviour }, expectation))).toMatchObject({ passed: true });
});

test.each<[Behaviour, Expectation, string]>([
  [{ echo: true }, { status: 'FAILED' }, 'status: FAILED expected, SUCCEEDED found'],
  [{ return: [1, 2] }, { status: 'SUCCEEDED', output: [1, 3] }, 'output at "/1": 3 expected, 2 found'],
  [boom, { status: 'FAILED', error: 'Bang' }, 'error: Bang expected, Boom found (Boom: why)'],
  [boom, { status: 'FAILED', cause: 'x', causeMatch: 'exact' }, 'cause at "": "x" expected, "why" found'],
  [{ unreached: true }, { status: 'FAILED', error: 'States.Runtime' }, 'called Work, which had not to be reached'],
  [{ hang: true }, { status: 'FAILED' }, 'threw: nothing is left that could happen, and the execution runs on'],
])('what is otherwise does not pass, and why', async (behaviour, expectation, why) => {
  expect(await checkCase(caseOf(work, { Work: behaviour }, expectation))).toMatchObject({ passed: false, why });
});

test('definitions are to be refused or not', async () => {
  const of = (definition: string, invalid: boolean) =>
    checkCase({ id: 'v', kind: 'validation', group: 'validation', definition, expect: { invalid } });
  expect(await of('{}', true)).toMatchObject({ passed: true });
  expect(await of('{}', false)).toMatchObject({ passed: false, why: expect.stringContaining('StartAt') });
});

test('what EXPRESS machines cannot do counts only for machines, not for states tried by themselves', async () => {
  const state = { ...work, Resource: 'arn:aws:states:::states:startExecution.sync' };
  const of = (more: object) => ({
    ...caseOf(state, { Work: { echo: true } }, { status: 'SUCCEEDED', output: { a: 1 }, ...more }),
    type: 'EXPRESS' as const,
  });
  expect(await checkCase(of({}))).toMatchObject({ passed: false, why: expect.stringContaining('was refused') });
  expect(await checkCase(of({ testStateStatus: 'SUCCEEDED' }))).toMatchObject({ passed: true });
});

test('the way there is checked apart', async () => {
  const expectation: Expectation = {
    status: 'SUCCEEDED',
    stateSequence: ['Work'],
    trace: [{ state: 'Work', input: { a: 1 }, output: { a: 2 } }],
    taskCalls: [{ state: 'Work', payload: { a: 1 } }],
    nestedEntered: {},
  };
  const { passed, further } = await checkCase(caseOf(work, { Work: { echo: true } }, expectation));
  expect(passed).toBe(true);
  expect(further).toEqual({
    stateSequence: undefined,
    taskCalls: undefined,
    nestedEntered: undefined,
    trace: 'entry 0 at "/output/a": 2 expected, 1 found',
  });
});

test('groups count alike in the macro-average', () => {
  const result = (group: string, passed: boolean) => ({ id: `${group}`, group, passed, further: {} });
  const results = [result('a', true), result('a', true), result('a', true), result('b', false)];
  expect(reportOf(results)).toMatchObject({ overall: 75, macro: 50 });
  expect(describe(results)).toContain('overall 75.00 % (3 of 4), macro-average 50.00 %');
  expect(reportOf([])).toEqual({ overall: 0, macro: 0, cases: [] });
});

test('values differ where they do: numbers by value, what is ignored not at all', () => {
  expect(difference({ a: 1, b: [0.1 + 0.2] }, { b: [0.3], a: 1.0 })).toBeUndefined();
  expect(difference({ a: { b: 1 }, c: 1 }, { a: 2, c: 1 }, ['/a'])).toBeUndefined();
  expect(difference({ a: 1 }, {}, ['/a'])).toBeUndefined();
  expect(difference({}, { a: null })).toBe('at "/a": nothing expected, null found');
  expect(difference([1], [1, 2])).toBe('at "/1": nothing expected, 2 found');
  expect(difference({}, [])).toBe('at "": {} expected, [] found');
});
