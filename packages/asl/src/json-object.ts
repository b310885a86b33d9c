import type { Json, JsonObject } from './types.js';

/** Sets a field as JSON.parse does: `__proto__` is a name like any other. */
export function setField(object: JsonObject, name: string, value: Json): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}
