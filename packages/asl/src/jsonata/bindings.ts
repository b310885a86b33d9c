import type { JsonataScope, StatesVariable } from '../evaluation-scope.js';
import { copyData } from './data.js';
import type { References } from './references.js';

const FIELDS = ['input', 'result', 'errorOutput', 'context'] as const;

/** What expressions of one template are bound to: copies of what they refer to, made once. */
export class Bindings {
  readonly #scope: JsonataScope;
  readonly #variables = new Map<string, unknown>();
  readonly #states = new Map<keyof StatesVariable, unknown>();

  constructor(scope: JsonataScope) {
    this.#scope = scope;
  }

  of({ variables, fields }: References): Record<string, unknown> {
    const bound: Record<string, unknown> = {};
    for (const name of variables) {
      if (name !== 'states' && Object.hasOwn(this.#scope.variables, name)) bound[name] = this.#variable(name);
    }
    if (variables.has('states')) bound.states = this.#statesWith(fields);
    return bound;
  }

  #variable(name: string): unknown {
    if (!this.#variables.has(name)) this.#variables.set(name, copyData(this.#scope.variables[name]));
    return this.#variables.get(name);
  }

  #statesWith(fields: ReadonlySet<string> | undefined): Record<string, unknown> {
    const { states } = this.#scope;
    const bound: Record<string, unknown> = {};
    for (const field of FIELDS) {
      if (states[field] === undefined || fields?.has(field) === false) continue;
      if (!this.#states.has(field)) this.#states.set(field, copyData(states[field]));
      bound[field] = this.#states.get(field);
    }
    return bound;
  }
}
