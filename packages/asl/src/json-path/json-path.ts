import { EvaluationError } from '../evaluation-error.js';
import type { JsonPathScope } from '../evaluation-scope.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';

/** A path, read once. */
export interface JsonPath {
  readonly text: string;
  /** Whether it names one place: no wildcards, slices, unions, filters or descents. */
  readonly definite: boolean;
  readonly root: '$' | '$$' | { readonly variable: string };
  readonly steps: readonly (string | number)[];
}

export type Selection = { readonly found: true; readonly value: Json } | { readonly found: false };

/** Reads a path. Throws `SyntaxProblem`. */
export function parseJsonPath(text: string): JsonPath {
  const match = /^(\$\$?)([A-Za-z_]\w*)?((?:\.\w+|\[\d+\]|\['[^']*'\])*)$/.exec(text);
  if (match === null) throw new SyntaxProblem('has to be a JSONPath');
  const [, dollars = '$', variable, rest = ''] = match;
  const steps = [...rest.matchAll(/\.(\w+)|\[(\d+)\]|\['([^']*)'\]/g)].map((m) =>
    m[2] === undefined ? (m[1] ?? m[3] ?? '') : Number(m[2]),
  );
  return { text, definite: true, root: variable === undefined ? (dollars as '$' | '$$') : { variable }, steps };
}

/** What a path finds; of an indefinite path the array of all matches. */
export function selectOne(path: JsonPath, scope: JsonPathScope): Selection {
  let at: unknown =
    path.root === '$' ? scope.input : path.root === '$$' ? scope.context : scope.variables[path.root.variable];
  for (const step of path.steps) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return { found: false };
    at = (at as Record<string, unknown>)[step];
  }
  return at === undefined ? { found: false } : { found: true, value: at as Json };
}

/** What a path finds. Throws `States.Runtime` where there is nothing. */
export function evaluatePath(path: JsonPath, scope: JsonPathScope): Json {
  const selection = selectOne(path, scope);
  if (selection.found) return selection.value;
  throw new EvaluationError('States.Runtime', `The path '${path.text}' finds nothing`);
}
