import type { RetryRule } from '../types.js';
import { within } from './problem-list.js';
import type { Catcher } from './state-graph.js';
import type { StateReader } from './state-reader.js';

const retryFields = [
  'Comment',
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
];
const catchFields = {
  JSONPath: ['Comment', 'ErrorEquals', 'Next', 'ResultPath', 'Assign'],
  JSONata: ['Comment', 'ErrorEquals', 'Next', 'Output', 'Assign'],
};

export function readRetry(state: StateReader): RetryRule[] {
  const rules = state.innerObjects('Retry', { empty: true });
  return rules.map((rule, index) => {
    rule.allow(retryFields, 'a rule of Retry');
    const read: RetryRule = { ErrorEquals: readErrors(rule, index === rules.length - 1) };
    const interval = rule.number('IntervalSeconds', { least: 1, most: 99_999_999, whole: true });
    const attempts = rule.number('MaxAttempts', { least: 0, most: 99_999_999, whole: true });
    const rate = rule.number('BackoffRate', { least: 1 });
    const delay = rule.number('MaxDelaySeconds', { least: 1, most: 31_622_399, whole: true });
    const jitter = rule.oneOf('JitterStrategy', ['FULL', 'NONE']);
    if (delay !== undefined && delay <= (interval ?? 1)) {
      rule.refuse('MaxDelaySeconds', 'has to be more than IntervalSeconds');
    }
    if (interval !== undefined) read.IntervalSeconds = interval;
    if (attempts !== undefined) read.MaxAttempts = attempts;
    if (rate !== undefined) read.BackoffRate = rate;
    if (delay !== undefined) read.MaxDelaySeconds = delay;
    if (jitter !== undefined) read.JitterStrategy = jitter;
    return read;
  });
}

export function readCatch(state: StateReader, target: (reader: StateReader, field: string) => string | undefined) {
  const catchers = state.innerObjects('Catch', { empty: true });
  return catchers.map((catcher, index): Catcher => {
    catcher.allow(catchFields[state.language], `a catcher of a ${state.language} state`);
    const errors = readErrors(catcher, index === catchers.length - 1);
    catcher.require('Next');
    const next = target(catcher, 'Next') ?? '';
    const resultPath = state.language === 'JSONPath' ? catcher.nullableReferencePath('ResultPath') : undefined;
    const output = state.language === 'JSONata' ? catcher.jsonata('Output') : undefined;
    const assign = catcher.assign();
    return {
      errors,
      next,
      ...(resultPath !== undefined && { resultPath }),
      ...(output !== undefined && { output }),
      ...(assign !== undefined && { assign }),
    };
  });
}

function readErrors(rule: StateReader, last: boolean): string[] {
  if (!rule.require('ErrorEquals')) return [];
  const errors = rule.get('ErrorEquals');
  if (!Array.isArray(errors) || errors.length === 0) {
    rule.refuse('ErrorEquals', 'has to be an array with at least one name of an error');
    return [];
  }
  const names = errors.filter((name): name is string => typeof name === 'string');
  for (const [index, name] of errors.entries()) {
    const pointer = within(rule.pointer, 'ErrorEquals', index);
    if (typeof name !== 'string') rule.problems.add(pointer, 'has to be the name of an error');
    if (name === 'States.ALL' && errors.length > 1) rule.problems.add(pointer, 'has to stand alone in its ErrorEquals');
    if (name === 'States.ALL' && !last) rule.problems.add(pointer, 'has to be in the last rule of its list');
  }
  return names;
}
