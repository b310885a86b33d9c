import type { JsonObject } from '@las/contract';
import { badRequest } from './api-error.js';
import { requireJsonSize } from './json-size.js';

/** A transition that a definition names, and where: a JSON pointer (RFC 6901) into the definition. */
export interface UsedTransition {
  pointer: string;
  transitionId: string;
}

const stateTypes = ['Task', 'Choice', 'Pass', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'];
const transitionPattern = /^las:transition:(commons-[0-9A-Za-z-]+|[0-9a-f]{32})$/;
const mostBytes = 1_048_576;
/** Parallel and Map states in one another. */
const deepest = 20;

function refuse(pointer: string, problem: string): never {
  throw badRequest(`body.specification.definition${pointer} ${problem}`);
}

function objectAt(value: unknown, pointer: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(pointer, 'has to be an object');
  return value as JsonObject;
}

function arrayAt(value: unknown, pointer: string): unknown[] {
  if (!Array.isArray(value) || value.length === 0) refuse(pointer, 'has to be an array with at least one item');
  return value;
}

function step(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Walks through one machine and those inside it, and collects the transitions. */
class DefinitionCheck {
  readonly transitions: UsedTransition[] = [];

  machine(value: unknown, pointer: string, depth: number): void {
    if (depth > deepest) refuse(pointer, `is nested deeper than ${deepest} levels`);
    const { StartAt, States } = objectAt(value, pointer);
    const states = objectAt(States, `${pointer}/States`);
    if (Object.keys(states).length === 0) refuse(`${pointer}/States`, 'has to hold at least one state');
    this.#target(StartAt, `${pointer}/StartAt`, states);
    for (const [name, state] of Object.entries(states)) {
      this.#state(state, step(`${pointer}/States`, name), { states, depth });
    }
  }

  #target(name: unknown, pointer: string, states: JsonObject): void {
    if (typeof name !== 'string') refuse(pointer, 'has to be the name of a state');
    if (!Object.hasOwn(states, name)) refuse(pointer, `names the state ${JSON.stringify(name)}, which is not there`);
  }

  #optionalTarget(holder: JsonObject, key: 'Next' | 'Default', pointer: string, states: JsonObject): void {
    if (holder[key] !== undefined) this.#target(holder[key], `${pointer}/${key}`, states);
  }

  #state(value: unknown, pointer: string, inside: { states: JsonObject; depth: number }): void {
    const state = objectAt(value, pointer);
    const { states, depth } = inside;
    if (!stateTypes.includes(state.Type as string))
      refuse(`${pointer}/Type`, `has to be one of ${stateTypes.join(', ')}`);
    this.#optionalTarget(state, 'Next', pointer, states);
    this.#optionalTarget(state, 'Default', pointer, states);
    if (state.Catch !== undefined) this.#rules(state.Catch, `${pointer}/Catch`, states);
    if (state.Type === 'Choice') this.#rules(state.Choices, `${pointer}/Choices`, states);
    if (state.Type === 'Task') this.#resource(state.Resource, `${pointer}/Resource`);
    if (state.Type === 'Parallel') {
      for (const [index, branch] of arrayAt(state.Branches, `${pointer}/Branches`).entries()) {
        this.machine(branch, `${pointer}/Branches/${index}`, depth + 1);
      }
    }
    if (state.Type === 'Map') {
      const key = state.ItemProcessor === undefined && state.Iterator !== undefined ? 'Iterator' : 'ItemProcessor';
      this.machine(state[key], `${pointer}/${key}`, depth + 1);
    }
  }

  /** Rules of a choice or catchers. One without Next is a choice that ends the machine, as existing definitions have it. */
  #rules(value: unknown, pointer: string, states: JsonObject): void {
    for (const [index, rule] of arrayAt(value, pointer).entries()) {
      const place = `${pointer}/${index}`;
      this.#optionalTarget(objectAt(rule, place), 'Next', place, states);
    }
  }

  #resource(value: unknown, pointer: string): void {
    if (typeof value !== 'string' || !transitionPattern.test(value)) {
      refuse(pointer, 'has to be the id of a transition, las:transition:…');
    }
    this.transitions.push({ pointer, transitionId: value });
  }
}

/**
 * Checks what a definition in Amazon States Language names: its states and the transitions of its tasks.
 * @returns the transitions, which the caller holds against the organization's.
 * @throws ApiError with a pointer to the place.
 */
export function checkWorkflowDefinition(definition: JsonObject): UsedTransition[] {
  requireJsonSize('body.specification.definition', definition, mostBytes);
  const check = new DefinitionCheck();
  check.machine(definition, '', 1);
  return check.transitions;
}
