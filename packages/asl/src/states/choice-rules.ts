import { shown } from '../definition/json-value.js';
import type { StateReader } from '../definition/state-reader.js';
import { EvaluationError } from '../evaluation-error.js';
import { evaluatePath, type JsonPath, selectOne } from '../json-path/json-path.js';
import type { PathScope } from '../step/scopes.js';
import { comparisons, matchesPattern, tests } from './choice-operators.js';

/** What a rule asks. */
export type Condition = (scope: PathScope) => boolean;

const never: Condition = () => false;
const combinations = ['And', 'Or', 'Not'];
const operators = new Set([
  ...combinations,
  ...tests.keys(),
  ...comparisons.keys(),
  ...[...comparisons.keys()].map((name) => `${name}Path`),
  'StringMatches',
]);

/** Reads the condition of a rule in JSONPath. `fields`: what it may have beside the condition. */
export function readCondition(rule: StateReader, fields: readonly string[]): Condition {
  const given = Object.keys(rule.value).filter((field) => operators.has(field));
  rule.allow([...fields, 'Comment', 'Variable', ...operators], 'a rule of Choice');
  rule.either(given);
  const operator = given[0];
  if (operator === undefined) {
    rule.problems.add(rule.pointer, 'has to have a comparison such as StringEquals, or And, Or or Not');
    return never;
  }
  if (combinations.includes(operator)) {
    if (rule.has('Variable')) rule.refuse('Variable', `cannot stand beside ${operator}`);
    return readCombination(rule, operator);
  }
  rule.require('Variable');
  const variable = rule.path('Variable');
  return (variable && readOperator(rule, operator, variable)) ?? never;
}

function readCombination(rule: StateReader, operator: string): Condition {
  if (operator === 'Not') {
    const inner = rule.innerObject('Not');
    const condition = inner && readCondition(inner, []);
    return condition === undefined ? never : (scope) => !condition(scope);
  }
  const conditions = rule.innerObjects(operator, { empty: false }).map((inner) => readCondition(inner, []));
  return operator === 'And'
    ? (scope) => conditions.every((condition) => condition(scope))
    : (scope) => conditions.some((condition) => condition(scope));
}

function readOperator(rule: StateReader, operator: string, variable: JsonPath): Condition | undefined {
  const test = tests.get(operator);
  if (test !== undefined) return readTest(rule, operator, variable, test);
  if (operator === 'StringMatches') {
    const pattern = rule.text(operator);
    if (pattern === undefined) return undefined;
    return (scope) => {
      const value = valueAt(variable, scope);
      return typeof value === 'string' && matchesPattern(value, pattern);
    };
  }
  return operator.endsWith('Path')
    ? readPathComparison(rule, operator, variable)
    : readComparison(rule, operator, variable);
}

function readTest(
  rule: StateReader,
  operator: string,
  variable: JsonPath,
  test: NonNullable<ReturnType<typeof tests.get>>,
): Condition | undefined {
  const wanted = rule.flag(operator);
  if (wanted === undefined) return undefined;
  return (scope) => {
    const selection = selectOne(variable, scope);
    if (selection.found) return test(selection.value) === wanted;
    if (operator === 'IsPresent') return !wanted;
    throw missing(variable);
  };
}

function readComparison(rule: StateReader, operator: string, variable: JsonPath): Condition | undefined {
  const comparison = comparisons.get(operator);
  const written = rule.get(operator);
  if (comparison === undefined || written === undefined) return undefined;
  const { kind, holds } = comparison;
  const expected = kind.of(written);
  if (expected === undefined) return rule.refuse(operator, `has to be ${kind.written}, not ${shown(written)}`);
  return (scope) => {
    const value = kind.of(valueAt(variable, scope));
    return value !== undefined && holds(value, expected);
  };
}

function readPathComparison(rule: StateReader, operator: string, variable: JsonPath): Condition | undefined {
  const comparison = comparisons.get(operator.slice(0, -'Path'.length));
  const path = rule.path(operator);
  if (comparison === undefined || path === undefined) return undefined;
  const { kind, holds } = comparison;
  return (scope) => {
    const value = kind.of(valueAt(variable, scope));
    const expected = kind.of(evaluatePath(path, scope));
    return value !== undefined && expected !== undefined && holds(value, expected);
  };
}

function valueAt(variable: JsonPath, scope: PathScope) {
  const selection = selectOne(variable, scope);
  if (!selection.found) throw missing(variable);
  return selection.value;
}

function missing(variable: JsonPath): EvaluationError {
  return new EvaluationError(
    'States.Runtime',
    `Invalid path '${variable.text}': The choice state's condition path references an invalid value.`,
  );
}
