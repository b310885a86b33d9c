import { EvaluationError } from '../evaluation-error.js';
import type { JsonPathScope } from '../evaluation-scope.js';
import { callIntrinsic, parseIntrinsic } from '../intrinsics/intrinsic.js';
import { setField } from '../json-object.js';
import { type JsonPath, parseJsonPath, selectOne } from '../json-path/json-path.js';
import { deepestNesting } from '../limits.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json, JsonObject } from '../types.js';

type Fill = (scope: JsonPathScope) => Json;

/** A payload template (`Parameters`, `ResultSelector`, `ItemSelector`, `Assign` …), read once. */
export interface PayloadTemplate {
  /** Whether nothing in it depends on a scope. */
  readonly constant: boolean;
  readonly fill: Fill;
}

/**
 * Reads a template: a key that ends in `.$` holds a path or an intrinsic call, at any depth. Throws `SyntaxProblem` with
 * the place inside the template.
 */
export function compilePayload(template: Json): PayloadTemplate {
  return compile(template, '', 0);
}

/** What a template gives for a scope; what is constant in it is shared with it. Throws `EvaluationError`. */
export function fillPayload(template: PayloadTemplate, scope: JsonPathScope): Json {
  return template.fill(scope);
}

function compile(template: Json, pointer: string, depth: number): PayloadTemplate {
  if (template === null || typeof template !== 'object') return constant(template);
  if (depth >= deepestNesting) throw new SyntaxProblem(`has to nest at most ${deepestNesting} levels deep`, pointer);
  return Array.isArray(template) ? compileItems(template, pointer, depth) : compileFields(template, pointer, depth);
}

function constant(value: Json): PayloadTemplate {
  return { constant: true, fill: () => value };
}

function compileItems(template: Json[], pointer: string, depth: number): PayloadTemplate {
  const items = template.map((item, index) => compile(item, `${pointer}/${index}`, depth + 1));
  if (items.every((item) => item.constant)) return constant(template);
  return { constant: false, fill: (scope) => items.map((item) => item.fill(scope)) };
}

function compileFields(template: JsonObject, pointer: string, depth: number): PayloadTemplate {
  let allConstant = true;
  const fields = Object.entries(template).map(([key, value]): { name: string; fill: Fill } => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (key.endsWith('.$')) {
      allConstant = false;
      return { name: key.slice(0, -2), fill: compileExpression(key, value, place) };
    }
    const field = compile(value, place, depth + 1);
    allConstant &&= field.constant;
    return { name: key, fill: field.fill };
  });
  if (allConstant) return constant(template);
  return {
    constant: false,
    fill(scope) {
      const filled: JsonObject = {};
      for (const { name, fill } of fields) setField(filled, name, fill(scope));
      return filled;
    },
  };
}

function compileExpression(key: string, text: Json, pointer: string): Fill {
  if (typeof text !== 'string') {
    throw new SyntaxProblem(
      "has to be a JSONPath or a call of an intrinsic function, as its name ends in '.$'",
      pointer,
    );
  }
  try {
    return text.startsWith('$') ? pathFill(key, parseJsonPath(text)) : intrinsicFill(text);
  } catch (error) {
    throw error instanceof SyntaxProblem ? new SyntaxProblem(error.message, pointer) : error;
  }
}

function intrinsicFill(text: string): Fill {
  const intrinsic = parseIntrinsic(text);
  return (scope) => callIntrinsic(intrinsic, scope);
}

function pathFill(key: string, path: JsonPath): Fill {
  return (scope) => {
    const selection = selectOne(path, scope);
    if (selection.found) return selection.value;
    const cause = `The JSONPath '${path.text}' specified for the field '${key}' could not be found in the input '${shown(scope.input)}'`;
    throw new EvaluationError('States.Runtime', cause, key);
  };
}

const LONGEST_SHOWN = 4096;

function shown(input: Json): string {
  const text = JSON.stringify(input);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
