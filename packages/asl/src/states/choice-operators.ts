import { parseTimestamp } from '../step/timestamp.js';
import type { Json } from '../types.js';

/** A kind of value that operators compare. */
interface Comparable {
  /** What has to stand in the definition, as the end of a sentence. */
  readonly written: string;
  /** What a value is compared as; undefined when it is not of this kind, so that no comparison holds. */
  of(value: Json): string | number | boolean | undefined;
}

const text: Comparable = { written: 'text', of: (value) => (typeof value === 'string' ? value : undefined) };
const numeric: Comparable = { written: 'a number', of: (value) => (typeof value === 'number' ? value : undefined) };
const boolean: Comparable = {
  written: 'true or false',
  of: (value) => (typeof value === 'boolean' ? value : undefined),
};
const timestamp: Comparable = {
  written: 'a timestamp such as "2030-01-31T08:00:00Z"',
  of: (value) => (typeof value === 'string' ? parseTimestamp(value) : undefined),
};

type Order = (a: string | number | boolean, b: string | number | boolean) => boolean;

const orders: readonly (readonly [string, Order])[] = [
  ['Equals', (a, b) => a === b],
  ['LessThan', (a, b) => a < b],
  ['LessThanEquals', (a, b) => a <= b],
  ['GreaterThan', (a, b) => a > b],
  ['GreaterThanEquals', (a, b) => a >= b],
];

interface Comparison {
  readonly kind: Comparable;
  readonly holds: Order;
}

/** Operators that compare with a value; each has a twin whose name ends in `Path`. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['BooleanEquals', { kind: boolean, holds: (a, b) => a === b }],
  ...orders.map(([name, holds]): [string, Comparison] => [`String${name}`, { kind: text, holds }]),
  ...orders.map(([name, holds]): [string, Comparison] => [`Numeric${name}`, { kind: numeric, holds }]),
  ...orders.map(([name, holds]): [string, Comparison] => [`Timestamp${name}`, { kind: timestamp, holds }]),
]);

/** Operators that look at the kind of a value; it is undefined where nothing is. */
export const tests: ReadonlyMap<string, (value: Json | undefined) => boolean> = new Map([
  ['IsPresent', (value) => value !== undefined],
  ['IsNull', (value) => value === null],
  ['IsNumeric', (value) => typeof value === 'number'],
  ['IsString', (value) => typeof value === 'string'],
  ['IsBoolean', (value) => typeof value === 'boolean'],
  ['IsTimestamp', (value) => typeof value === 'string' && parseTimestamp(value) !== undefined],
]);

/** Whether text is of a pattern: `*` stands for any text, `\*` for an asterisk, `\\` for a backslash. */
export function matchesPattern(value: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return value === first;
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= value.length - last.length;
}

function partsOf(pattern: string): string[] {
  const parts = [''];
  for (let index = 0; index < pattern.length; index += 1) {
    let character = pattern.charAt(index);
    if (character === '*') {
      parts.push('');
      continue;
    }
    if (character === '\\' && ['*', '\\'].includes(pattern.charAt(index + 1))) {
      index += 1;
      character = pattern.charAt(index);
    }
    parts[parts.length - 1] += character;
  }
  return parts;
}
