import { jsonEquals } from '../budget/json-equals.js';
import type { Json } from '../types.js';
import { type Implementation, isFunctionValue } from './engine.js';
import { type Guard, guardOf } from './guard.js';
import { hiddenFunctions } from './hidden-functions.js';

/** The operators that become calls, by the names of these; `string` is the engine's `$string`. */
export function operatorFunctions(string: Implementation): Map<string, Implementation> {
  const functions: Record<string, Implementation> = {
    '&'(left, right) {
      const guard = guardOf(this);
      return joined(guard, write(guard, string, left), write(guard, string, right));
    },
    '='(left, right) {
      return left !== undefined && right !== undefined && equal(guardOf(this), left, right);
    },
    '!='(left, right) {
      return left !== undefined && right !== undefined && !equal(guardOf(this), left, right);
    },
    in(left, right) {
      if (left === undefined || right === undefined) return false;
      guardOf(this).spendFor(right);
      return (Array.isArray(right) ? right : [right]).includes(left);
    },
    '<'(left, right) {
      return compare(guardOf(this), '<', [left, right], (order) => order < 0);
    },
    '<='(left, right) {
      return compare(guardOf(this), '<=', [left, right], (order) => order <= 0);
    },
    '>'(left, right) {
      return compare(guardOf(this), '>', [left, right], (order) => order > 0);
    },
    '>='(left, right) {
      return compare(guardOf(this), '>=', [left, right], (order) => order >= 0);
    },
  };
  return new Map(Object.entries(functions).map(([operator, run]) => [hiddenFunctions.get(operator) ?? operator, run]));
}

function write(guard: Guard, string: Implementation, value: unknown): string {
  if (value === undefined) return '';
  guard.spendFor(value);
  return string.call({} as never, value) as string;
}

function joined(guard: Guard, left: string, right: string): string {
  guard.requireRoom(left.length + right.length);
  return left + right;
}

/** As the engine's `=`: by value, objects without regard to order. */
export function equal(guard: Guard, left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isFunctionValue(left) || isFunctionValue(right)) return false;
  if (typeof left === 'string' && typeof right === 'string') guard.spendFor(left);
  return jsonEquals(left as Json, right as Json, guard.budget);
}

function compare(
  guard: Guard,
  operator: string,
  [left, right]: [unknown, unknown],
  holds: (order: number) => boolean,
): boolean | undefined {
  for (const value of [left, right]) requireComparable(value, operator);
  if (left === undefined || right === undefined) return undefined;
  if (typeof left !== typeof right) throw failure('T2009', { value: left, value2: right, token: operator });
  if (typeof left === 'string') guard.spendFor(left);
  return holds(orderOf(left as string, right as string));
}

/** -1, 0 or 1, for two strings or two numbers. */
export function orderOf<T extends string | number>(left: T, right: T): number {
  return left < right ? -1 : left === right ? 0 : 1;
}

function requireComparable(value: unknown, operator: string): void {
  if (value === undefined || typeof value === 'string' || typeof value === 'number') return;
  throw failure('T2010', { value, token: operator });
}

/** An error as the engine throws them: where it knows the code, it makes the message of the details itself. */
export function failure(
  code: string,
  details: { message?: string; token?: string; value?: unknown; value2?: unknown; index?: number },
): unknown {
  return { code, ...details };
}
