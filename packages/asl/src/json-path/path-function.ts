import type { Json, JsonObject } from '../types.js';

/** What a function at the end of a path gives, such as `length()`; `undefined` where it has nothing to work on. */
export function callPathFunction(name: string, value: Json): Json | undefined {
  if (name === 'length' || name === 'size') return lengthOf(value);
  if (name === 'keys') return isObject(value) ? Object.keys(value) : undefined;
  if (!Array.isArray(value)) return undefined;
  if (name === 'first') return value[0];
  if (name === 'last') return value.at(-1);
  return aggregate(
    name,
    value.filter((item) => typeof item === 'number'),
  );
}

function lengthOf(value: Json): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function aggregate(name: string, numbers: number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const mean = sum / numbers.length;
  switch (name) {
    case 'min':
      return numbers.reduce((least, number) => Math.min(least, number));
    case 'max':
      return numbers.reduce((most, number) => Math.max(most, number));
    case 'sum':
      return sum;
    case 'avg':
      return mean;
    default:
      return Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / numbers.length);
  }
}
