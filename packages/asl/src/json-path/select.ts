import type { Budget } from '../budget/budget.js';
import type { Json, JsonObject } from '../types.js';
import { passes } from './filter.js';
import { callPathFunction } from './path-function.js';
import type { Step } from './path-syntax.js';

/**
 * What steps find in a document: the one value of definite steps, or `undefined` when it is not there; of other steps the
 * array of all matches, empty also where their definite beginning leads nowhere (as AWS has it).
 */
export function selectMany(steps: readonly Step[], document: Json, budget: Budget): Json | undefined {
  let value: Json = document;
  for (const [index, step] of steps.entries()) {
    budget.spend(1);
    if (step.kind === 'function') return callPathFunction(step.name, value);
    if (step.kind === 'names' && index === steps.length - 1) return pick(value, step.names);
    if (!isDefinite(step)) return collectFrom(steps, index, { value, document, budget });
    const next = child(value, step);
    if (next === undefined) return givesArray(steps, index) ? [] : undefined;
    value = next;
  }
  return value;
}

interface Search {
  readonly value: Json;
  readonly document: Json;
  readonly budget: Budget;
}

function givesArray(steps: readonly Step[], from: number): boolean {
  return steps.at(-1)?.kind !== 'function' && steps.slice(from).some((step) => !isDefinite(step));
}

function collectFrom(steps: readonly Step[], index: number, search: Search): Json | undefined {
  const { value, document, budget } = search;
  const last = steps.at(-1);
  const walked = last?.kind === 'function' ? steps.slice(index, -1) : steps.slice(index);
  let values: Json[] = [value];
  for (let at = 0; at < walked.length; at++) {
    const step = walked[at] as Step;
    if (step.kind === 'descent') values = descend(values, walked[++at] as Step, document, budget);
    else values = values.flatMap((item) => collect(item, step, document, budget));
  }
  return last?.kind === 'function' ? callPathFunction(last.name, values) : values;
}

function collect(value: Json, step: Step, document: Json, budget: Budget): Json[] {
  budget.spend(1);
  if (value === null || typeof value !== 'object') return [];
  const found = collectInside(value, step, document, budget);
  budget.spend(found.length);
  return found;
}

function collectInside(value: Json[] | JsonObject, step: Step, document: Json, budget: Budget): Json[] {
  switch (step.kind) {
    case 'wildcard':
      return Object.values(value);
    case 'filter':
      return (Array.isArray(value) ? value : [value]).filter((item) => passes(step.test, item, document, budget));
    case 'slice':
      return Array.isArray(value) ? slice(value, step) : [];
    case 'indexes':
      return present(step.indexes.map((index) => child(value, { kind: 'index', index })));
    case 'names':
      return present(step.names.map((name) => child(value, { kind: 'name', name })));
    default:
      return present([child(value, step)]);
  }
}

function present(values: (Json | undefined)[]): Json[] {
  return values.filter((value) => value !== undefined);
}

function descend(values: Json[], step: Step, document: Json, budget: Budget): Json[] {
  const found: Json[] = [];
  const visit = (value: Json): void => {
    for (const item of collect(value, step, document, budget)) found.push(item);
    if (value !== null && typeof value === 'object') for (const item of Object.values(value)) visit(item);
  };
  for (const value of values) visit(value);
  return found;
}

function slice(items: Json[], { from, to, by }: Extract<Step, { kind: 'slice' }>): Json[] {
  const part = items.slice(from, to);
  return by === 1 ? part : part.filter((_, index) => index % by === 0);
}

function isDefinite(step: Step): step is Extract<Step, { kind: 'name' | 'index' }> {
  return step.kind === 'name' || step.kind === 'index';
}

function child(value: Json, step: Step): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (step.kind === 'index') return Array.isArray(value) ? value.at(step.index) : undefined;
  if (step.kind !== 'name' || Array.isArray(value) || !Object.hasOwn(value, step.name)) return undefined;
  return value[step.name];
}

function pick(value: Json, names: readonly string[]): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(value, name) ? [[name, value[name] as Json]] : [])));
}
