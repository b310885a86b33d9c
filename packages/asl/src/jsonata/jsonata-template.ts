import { type Budget, evaluationBudget } from '../budget/budget.js';
import type { JsonataScope } from '../evaluation-scope.js';
import { setField } from '../json-object.js';
import { deepestNesting } from '../limits.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Awaitable, Json, JsonObject } from '../types.js';
import { Expression } from './expression.js';

/** A value of a JSONata state in which strings `{% … %}` are expressions, read once. */
export interface JsonataTemplate {
  /** Whether it holds no expression. */
  readonly constant: boolean;
  readonly part: Part;
}

type Part =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'items'; readonly items: readonly Part[] }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly name: string; readonly part: Part }[] };

/** Whether a value is a string `{% … %}`; blanks around it make it an ordinary string. */
export function isJsonataText(value: Json): value is string {
  return typeof value === 'string' && value.length >= 4 && value.startsWith('{%') && value.endsWith('%}');
}

/** Reads a value of which strings `{% … %}` are expressions, at any depth. Throws `SyntaxProblem` with the place in it. */
export function compileJsonata(value: Json): JsonataTemplate {
  const part = compile(value, '', 0);
  return { constant: part.kind === 'constant', part };
}

/**
 * What a template gives for a scope: at once when it is constant, and then shared with it. Rejects with `EvaluationError`
 * `States.QueryEvaluationError` and the place, which begins with the location given, such as `Output/total`: when an
 * expression fails, exceeds `limits.operations`, or gives nothing or something that JSON cannot say.
 */
export function fillJsonata(template: JsonataTemplate, scope: JsonataScope, location: string): Awaitable<Json> {
  if (template.part.kind === 'constant') return template.part.value;
  const budget = evaluationBudget(scope, 'States.QueryEvaluationError');
  return fill(template.part, { scope, budget }, location);
}

function compile(value: Json, pointer: string, depth: number): Part {
  if (typeof value === 'string') return compileText(value, pointer);
  if (value === null || typeof value !== 'object') return { kind: 'constant', value };
  if (depth >= deepestNesting) throw new SyntaxProblem(`has to nest at most ${deepestNesting} levels deep`, pointer);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compile(item, `${pointer}/${index}`, depth + 1));
    return items.every(({ kind }) => kind === 'constant') ? { kind: 'constant', value } : { kind: 'items', items };
  }
  const fields = Object.entries(value).map(([name, item]) => {
    const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return { name, part: compile(item, place, depth + 1) };
  });
  return fields.every(({ part }) => part.kind === 'constant')
    ? { kind: 'constant', value }
    : { kind: 'fields', fields };
}

function compileText(text: string, pointer: string): Part {
  if (text.startsWith('{%') !== text.endsWith('%}') || text === '{%}') {
    throw new SyntaxProblem("has to begin with '{%' and to end with '%}', or neither", pointer);
  }
  if (!isJsonataText(text)) return { kind: 'constant', value: text };
  try {
    return { kind: 'expression', expression: new Expression(text.slice(2, -2)) };
  } catch (error) {
    throw error instanceof SyntaxProblem ? new SyntaxProblem(error.message, pointer) : error;
  }
}

interface Filling {
  readonly scope: JsonataScope;
  /** Shared by all expressions of the template. */
  readonly budget: Budget;
}

async function fill(part: Part, filling: Filling, location: string): Promise<Json> {
  if (part.kind === 'constant') return part.value;
  if (part.kind === 'expression') return part.expression.evaluate(filling.scope, filling.budget, location);
  if (part.kind === 'items') {
    const items: Json[] = [];
    for (const [index, item] of part.items.entries()) items.push(await fill(item, filling, `${location}[${index}]`));
    return items;
  }
  const object: JsonObject = {};
  for (const { name, part: field } of part.fields) {
    setField(object, name, await fill(field, filling, `${location}/${name}`));
  }
  return object;
}
