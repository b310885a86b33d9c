import { distinct, shuffle, spread } from './array-functions.js';
import { collectDefinitions, type FunctionDefinition, type Implementation } from './engine.js';
import { guardOf } from './guard.js';
import { sortName } from './hidden-functions.js';
import { operatorFunctions } from './operators.js';
import { orderByFunction, sortFunction } from './sorting.js';
import { statesFunctions } from './states-functions.js';
import { type Check, textChecks } from './text-checks.js';

/** The engine's functions that stay its own, but are charged for what they are given. */
const KEPT = [
  ...['sum', 'count', 'max', 'min', 'average', 'number', 'floor', 'ceil', 'round', 'abs', 'sqrt', 'power'],
  ...['string', 'substring', 'substringBefore', 'substringAfter', 'lowercase', 'uppercase', 'length', 'trim', 'pad'],
  ...['match', 'contains', 'replace', 'split', 'join', 'formatNumber', 'formatBase', 'formatInteger', 'parseInteger'],
  ...['boolean', 'not', 'map', 'zip', 'filter', 'single', 'reduce', 'sift', 'keys', 'lookup', 'append', 'exists'],
  ...['merge', 'reverse', 'each', 'error', 'assert', 'type', 'toMillis', 'fromMillis'],
  ...['encodeUrlComponent', 'encodeUrl', 'decodeUrlComponent', 'decodeUrl'],
];

const REPLACED: Readonly<Record<string, Implementation>> = { sort: sortFunction, distinct, spread, shuffle };

/** What every expression finds under these names; `$eval` is under none. */
export const functionBindings: ReadonlyMap<string, unknown> = bind();

function bind(): Map<string, unknown> {
  const engine = collectDefinitions([...KEPT, ...Object.keys(REPLACED)], {});
  const implementation = (name: string): Implementation => definitionOf(engine, name).implementation;
  const added = statesFunctions((...values) => implementation('fromMillis').apply(undefined as never, values));
  const definitions = collectDefinitions([], added);
  const bindings = new Map<string, unknown>([['eval', undefined]]);
  for (const name of KEPT)
    bindings.set(name, charged(definitionOf(engine, name), implementation(name), textChecks[name]));
  for (const [name, run] of Object.entries(REPLACED)) bindings.set(name, charged(definitionOf(engine, name), run));
  for (const [name, { run }] of Object.entries(added))
    bindings.set(name, charged(definitionOf(definitions, name), run));
  const operators = operatorFunctions(implementation('string'));
  for (const [name, run] of [...operators, [sortName, orderByFunction] as const]) {
    bindings.set(name, { _jsonata_function: true, implementation: run });
  }
  return bindings;
}

function definitionOf(definitions: ReadonlyMap<string, FunctionDefinition>, name: string): FunctionDefinition {
  const definition = definitions.get(name);
  if (definition === undefined) throw new Error(`There is no definition of ${name}`);
  return definition;
}

function charged(original: FunctionDefinition, run: Implementation, check?: Check): FunctionDefinition {
  const implementation: Implementation = function (...values) {
    const guard = guardOf(this);
    guard.budget.spend(1);
    for (const value of values) guard.spendFor(value);
    return run.apply(this, [...(check?.(guard, values) ?? values)]);
  };
  // The engine reads the number of parameters, and for partial application their names, off the function.
  Object.defineProperty(implementation, 'length', { value: original.implementation.length });
  Object.defineProperty(implementation, 'toString', { value: () => parametersOf(original.implementation) });
  return { ...original, implementation };
}

function parametersOf(run: Implementation): string {
  const parameters = /\(([^)]*)\)/.exec(run.toString())?.[1] ?? '';
  const names = parameters.split(',').map((parameter) => parameter.split('=')[0]?.trim() ?? '');
  return `function (${names.join(', ')})`;
}
