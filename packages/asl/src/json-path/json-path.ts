import { evaluationBudget } from '../budget/budget.js';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonPathScope } from '../evaluation-scope.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import { PathReader } from './path-reader.js';
import { parseSteps } from './path-syntax.js';
import type { Step } from './path-tree.js';
import { selectMany } from './select.js';

/** A path, read once. */
export interface JsonPath {
  readonly text: string;
  /** Whether it names one place: no wildcards, slices, unions, filters or descents. */
  readonly definite: boolean;
  readonly root: '$' | '$$' | { readonly variable: string };
  readonly steps: readonly Step[];
  /** The names and indexes of a path that has nothing else, which is most of them. */
  readonly keys?: readonly (string | number)[];
}

export type Selection = { readonly found: true; readonly value: Json } | { readonly found: false };

const NOTHING: Selection = { found: false };

/** Bounds the work that reading and keeping one path takes. */
const LONGEST = 4096;

/**
 * Reads a path of the input (`$.a`), the context (`$$.Execution`) or a variable (`$name.a`), in the syntax of Jayway's
 * JsonPath: names, indexes from either end, unions, slices, wildcards, descents and filters. Throws `SyntaxProblem`.
 */
export function parseJsonPath(text: string): JsonPath {
  if (text.length > LONGEST) throw new SyntaxProblem(`has to be at most ${LONGEST} characters long`);
  const reader = new PathReader(text);
  const root = parseRoot(reader);
  const steps = parseSteps(reader);
  if (!reader.done) throw reader.unexpected("'.' or '['");
  const keys = keysOf(steps);
  const definite = steps.every((step) => step.kind === 'name' || step.kind === 'index');
  return { text, definite, root, steps, ...(keys === undefined ? {} : { keys }) };
}

function parseRoot(reader: PathReader): JsonPath['root'] {
  if (!reader.take('$')) throw new SyntaxProblem("has to be a JSONPath, which begins with '$'");
  if (reader.take('$')) return '$$';
  const variable = reader.takeMatch(/[\p{ID_Start}_][\p{ID_Continue}]*/uy);
  return variable === undefined ? '$' : { variable };
}

function keysOf(steps: readonly Step[]): (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const step of steps) {
    if (step.kind === 'name' && !(step.name in Object.prototype)) keys.push(step.name);
    else if (step.kind === 'index' && step.index >= 0) keys.push(step.index);
    else return undefined;
  }
  return keys;
}

/**
 * What a path finds; of an indefinite path the array of all matches, which may be empty. Throws `States.Runtime` when the search exceeds `limits.operations`.
 */
export function selectOne(path: JsonPath, scope: JsonPathScope): Selection {
  const document = documentOf(path, scope);
  if (document === undefined) return NOTHING;
  if (path.keys !== undefined) return selectKeys(path.keys, document);
  const value = selectMany(path.steps, document, evaluationBudget(scope, 'States.Runtime'));
  return value === undefined ? NOTHING : { found: true, value };
}

function documentOf(path: JsonPath, scope: JsonPathScope): Json | undefined {
  if (path.root === '$') return scope.input;
  if (path.root === '$$') return scope.context;
  const { variable } = path.root;
  return Object.hasOwn(scope.variables, variable) ? scope.variables[variable] : undefined;
}

// No key is a name of Object.prototype, so that a plain look-up cannot leave the document.
function selectKeys(keys: readonly (string | number)[], document: Json): Selection {
  let value: Json = document;
  for (const key of keys) {
    if (value === null || typeof value !== 'object') return NOTHING;
    if (Array.isArray(value) !== (typeof key === 'number')) return NOTHING;
    const next: Json | undefined = (value as Record<string | number, Json>)[key];
    if (next === undefined) return NOTHING;
    value = next;
  }
  return { found: true, value };
}

/** What a path finds. Throws `States.Runtime` where there is nothing, in the words of AWS. */
export function evaluatePath(path: JsonPath, scope: JsonPathScope): Json {
  const selection = selectOne(path, scope);
  if (selection.found) return selection.value;
  throw new EvaluationError('States.Runtime', `Invalid path '${path.text}' : No results for path: ${canonical(path)}`);
}

function canonical({ text, steps }: JsonPath): string {
  const names = steps.map((step) =>
    step.kind === 'name' ? `['${step.name}']` : step.kind === 'index' ? `[${step.index}]` : undefined,
  );
  return names.includes(undefined) ? text : `$${names.join('')}`;
}
