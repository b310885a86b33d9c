import type { Budget } from '../budget/budget.js';
import type { Json, JsonObject } from '../types.js';
import { passes } from './filter.js';
import { callPathFunction } from './path-function.js';
import type { Filter, Step } from './path-tree.js';

/**
 * What steps find in a document: the one value of definite steps, or `undefined` when it is not there; of other steps the
 * array of all matches, empty also where their definite beginning leads nowhere (as AWS has it).
 */
export function selectMany(steps: readonly Step[], document: Json, budget: Budget): Json | undefined {
  return new Search(document, budget).select(steps, document);
}

class Search {
  readonly #document: Json;
  readonly #budget: Budget;

  constructor(document: Json, budget: Budget) {
    this.#document = document;
    this.#budget = budget;
  }

  select(steps: readonly Step[], from: Json): Json | undefined {
    let value = from;
    for (const [index, step] of steps.entries()) {
      this.#budget.spend(1);
      if (step.kind === 'function') return callPathFunction(step.name, value);
      if (step.kind === 'names' && index === steps.length - 1) return pick(value, step.names);
      if (!isDefinite(step)) return this.#collectAll(steps.slice(index), value);
      const next = child(value, step);
      if (next === undefined) return givesArray(steps, index) ? [] : undefined;
      value = next;
    }
    return value;
  }

  #collectAll(steps: readonly Step[], from: Json): Json | undefined {
    let values: Json[] = [from];
    let descending = false;
    for (const step of steps) {
      if (step.kind === 'function') return callPathFunction(step.name, values);
      if (step.kind === 'descent') {
        descending = true;
        continue;
      }
      const found: Json[] = [];
      for (const value of values) {
        if (descending) this.#descend(value, step, found);
        else this.#collect(value, step, found);
      }
      values = found;
      descending = false;
    }
    return values;
  }

  #descend(value: Json, step: Step, found: Json[]): void {
    if (value === null || typeof value !== 'object') return;
    // A filter tries the objects that a descent meets, each once.
    if (step.kind !== 'filter' || !Array.isArray(value)) this.#collect(value, step, found);
    for (const item of Object.values(value)) this.#descend(item, step, found);
  }

  #collect(value: Json, step: Step, found: Json[]): void {
    this.#budget.spend(1);
    if (value === null || typeof value !== 'object') return;
    for (const item of this.#matches(value, step)) {
      this.#budget.spend(1);
      if (item !== undefined) found.push(item);
    }
  }

  #matches(value: Json[] | JsonObject, step: Step): (Json | undefined)[] {
    switch (step.kind) {
      case 'wildcard':
        return Object.values(value);
      case 'filter':
        return (Array.isArray(value) ? value : [value]).filter((item) => this.#passes(step.test, item));
      case 'slice':
        return Array.isArray(value) ? slice(value, step) : [];
      case 'indexes':
        return step.indexes.map((index) => child(value, { kind: 'index', index }));
      case 'names':
        return step.names.map((name) => child(value, { kind: 'name', name }));
      default:
        return [child(value, step)];
    }
  }

  #passes(filter: Filter, item: Json): boolean {
    return passes(filter, this.#budget, (operand) =>
      operand.kind === 'constant'
        ? operand.value
        : this.select(operand.steps, operand.from === 'item' ? item : this.#document),
    );
  }
}

function isDefinite(step: Step): boolean {
  return step.kind === 'name' || step.kind === 'index';
}

function givesArray(steps: readonly Step[], from: number): boolean {
  return steps.at(-1)?.kind !== 'function' && steps.slice(from).some((step) => !isDefinite(step));
}

function child(value: Json, step: Step): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (step.kind === 'index') return Array.isArray(value) ? value.at(step.index) : undefined;
  if (step.kind !== 'name' || Array.isArray(value) || !Object.hasOwn(value, step.name)) return undefined;
  return value[step.name];
}

function slice(items: Json[], { from, to, by }: Extract<Step, { kind: 'slice' }>): Json[] {
  const part = items.slice(from, to);
  return by === 1 ? part : part.filter((_, index) => index % by === 0);
}

function pick(value: Json, names: readonly string[]): Json | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(value, name) ? [[name, value[name] as Json]] : [])));
}
