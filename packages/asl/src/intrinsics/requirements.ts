import type { Json, JsonObject } from '../types.js';
import { IntrinsicFault } from './intrinsic-fault.js';

export function requireArray(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) throw new IntrinsicFault(`An array is needed, not ${shown(value)}`);
  return value;
}

export function requireString(value: Json | undefined): string {
  if (typeof value !== 'string') throw new IntrinsicFault(`A string is needed, not ${shown(value)}`);
  return value;
}

export function requireObject(value: Json | undefined): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new IntrinsicFault(`An object is needed, not ${shown(value)}`);
  }
  return value;
}

/** A number that is rounded to the nearest integer, halves upwards, as AWS does, and that 32 bits can hold. */
export function requireInteger(value: Json | undefined): number {
  if (typeof value !== 'number') throw new IntrinsicFault(`A number is needed, not ${shown(value)}`);
  const rounded = Math.round(value);
  if (rounded < -(2 ** 31) || rounded > 2 ** 31 - 1) throw new IntrinsicFault(`${value} is beyond 32-bit integers`);
  return rounded + 0;
}

/** A short text of a value for a message. */
function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
