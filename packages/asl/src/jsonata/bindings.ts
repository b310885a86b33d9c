import type { JsonataScope } from '../evaluation-scope.js';
import { setField } from '../json-object.js';
import type { Json, JsonObject } from '../types.js';
import { copyData } from './data.js';
import type { Looks, References } from './references.js';

/** Copies of what an expression refers to, since the engine writes on its data. */
export function bindingsOf(references: References, scope: JsonataScope): Record<string, unknown> {
  const bound: Record<string, unknown> = {};
  for (const [name, looks] of references) {
    if (name === 'states') bound.states = copyLooked(definedFields(scope.states), looks);
    else if (Object.hasOwn(scope.variables, name)) bound[name] = copyLooked(scope.variables[name] as Json, looks);
  }
  return bound;
}

const FIELDS = ['input', 'result', 'errorOutput', 'context'] as const;

function definedFields(states: JsonataScope['states']): JsonObject {
  const fields: JsonObject = {};
  for (const name of FIELDS) if (states[name] !== undefined) fields[name] = states[name];
  return fields;
}

function copyLooked(value: Json, looks: Looks): Json {
  if (looks.whole || value === null || typeof value !== 'object' || Array.isArray(value)) return copyData(value);
  const copy: JsonObject = {};
  for (const [name, inner] of looks.fields) {
    if (Object.hasOwn(value, name)) setField(copy, name, copyLooked(value[name] as Json, inner));
  }
  return copy;
}
