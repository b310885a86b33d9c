import type { JsonPathScope } from '../evaluation-scope.js';
import { callIntrinsic, parseIntrinsic } from '../intrinsics/intrinsic.js';
import { evaluatePath, parseJsonPath } from '../json-path/json-path.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json, JsonObject } from '../types.js';

/** A payload template (`Parameters`, `ResultSelector`, `ItemSelector`, `Assign` …), read once. */
export interface PayloadTemplate {
  fill(scope: JsonPathScope): Json;
}

/** Reads a template: keys that end in `.$` hold a path or an intrinsic call. Throws `SyntaxProblem` with its place. */
export function compilePayload(template: Json): PayloadTemplate {
  return { fill: compile(template, '') };
}

/** What a template gives for a scope. Throws `EvaluationError`. */
export function fillPayload(template: PayloadTemplate, scope: JsonPathScope): Json {
  return template.fill(scope);
}

type Fill = (scope: JsonPathScope) => Json;

function compile(template: Json, pointer: string): Fill {
  if (Array.isArray(template)) {
    const items = template.map((item, index) => compile(item, `${pointer}/${index}`));
    return (scope) => items.map((item) => item(scope));
  }
  if (template === null || typeof template !== 'object') return () => template;
  const fields = Object.entries(template).map(([key, value]): [string, Fill] => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return key.endsWith('.$') ? [key.slice(0, -2), expression(value, place)] : [key, compile(value, place)];
  });
  return (scope) => {
    const filled: JsonObject = {};
    for (const [key, fill] of fields) filled[key] = fill(scope);
    return filled;
  };
}

function expression(text: Json, pointer: string): Fill {
  if (typeof text !== 'string') throw new SyntaxProblem('has to be a JSONPath or an intrinsic function', pointer);
  try {
    if (text.startsWith('$')) {
      const path = parseJsonPath(text);
      return (scope) => evaluatePath(path, scope);
    }
    const intrinsic = parseIntrinsic(text);
    return (scope) => callIntrinsic(intrinsic, scope);
  } catch (error) {
    throw error instanceof SyntaxProblem ? new SyntaxProblem(error.message, pointer) : error;
  }
}
