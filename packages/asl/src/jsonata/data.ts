import { setField } from '../json-object.js';
import type { Json, JsonObject } from '../types.js';
import { isFunctionValue } from './engine.js';

/** Thrown for a result that JSON cannot say. */
export class UnsupportedResult extends Error {
  override readonly name = 'UnsupportedResult';
}

/**
 * A copy of data as plain JSON: the engine writes notes on arrays and now and then changes them, and its objects have no
 * prototype. Throws `UnsupportedResult` for functions and for numbers that are not finite.
 */
export function copyData(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  if (typeof value !== 'object' || isFunctionValue(value)) throw new UnsupportedResult();
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : copyData(item)));
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    const part = (value as Record<string, unknown>)[key];
    if (part !== undefined) setField(copy, key, copyData(part));
  }
  return copy;
}
