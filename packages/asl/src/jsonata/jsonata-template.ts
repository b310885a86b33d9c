import jsonata from 'jsonata';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonataScope } from '../evaluation-scope.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Awaitable, Json, JsonObject } from '../types.js';

/** A value of a JSONata state in which strings `{% … %}` are expressions, read once. */
export interface JsonataTemplate {
  /** Whether it holds no expression. */
  readonly constant: boolean;
  fill(scope: JsonataScope, location: string): Awaitable<Json>;
}

/** Whether a value is a string `{% … %}`. */
export function isJsonataText(value: Json): boolean {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}

/** Reads a value of which strings `{% … %}` are expressions, at any depth. Throws `SyntaxProblem` with its place. */
export function compileJsonata(value: Json): JsonataTemplate {
  return compile(value, '');
}

/**
 * What a template gives for a scope: at once when it is constant. Throws, or rejects with, `EvaluationError`
 * `States.QueryEvaluationError` at the location, such as `Output`.
 */
export function fillJsonata(template: JsonataTemplate, scope: JsonataScope, location: string): Awaitable<Json> {
  return template.fill(scope, location);
}

function compile(value: Json, pointer: string): JsonataTemplate {
  if (typeof value === 'string' && isJsonataText(value)) {
    try {
      const expression = jsonata(value.slice(2, -2));
      return { constant: false, fill: (scope, location) => evaluate(expression, scope, location) };
    } catch (error) {
      throw new SyntaxProblem(`has to be a JSONata expression: ${(error as Error).message}`, pointer);
    }
  }
  if (value === null || typeof value !== 'object') return { constant: true, fill: () => value };
  const fields = Object.entries(value).map(([key, item]): [string, JsonataTemplate] => [
    key,
    compile(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  ]);
  if (fields.every(([, field]) => field.constant)) return { constant: true, fill: () => value };
  return {
    constant: false,
    async fill(scope, location) {
      const filled = (Array.isArray(value) ? [] : {}) as JsonObject;
      for (const [key, field] of fields) filled[key] = await field.fill(scope, `${location}/${key}`);
      return filled;
    },
  };
}

async function evaluate(expression: jsonata.Expression, scope: JsonataScope, location: string): Promise<Json> {
  try {
    const result = await expression.evaluate(undefined, { ...scope.variables, states: scope.states });
    if (result !== undefined) return JSON.parse(JSON.stringify(result));
  } catch (error) {
    throw new EvaluationError('States.QueryEvaluationError', (error as Error).message, location);
  }
  throw new EvaluationError('States.QueryEvaluationError', 'The expression returned nothing (undefined)', location);
}
