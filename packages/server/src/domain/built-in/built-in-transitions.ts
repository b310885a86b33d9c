import type { BuiltIn } from './built-in.js';

export interface BuiltInTransitions {
  get(id: string): BuiltIn | undefined;
}

export function isBuiltInTransition(id: string): boolean {
  return /^las:transition:commons-(predict|feedback|confidence|webhook|failed)$/.test(id);
}

export function createBuiltInTransitions(_services: object): BuiltInTransitions {
  return { get: () => undefined };
}
