import type { Json } from '../types.js';
import type { Budget } from './budget.js';

/** Whether two values are equal: numbers by value, objects without regard to order. */
export function jsonEquals(left: Json, right: Json, budget: Budget): boolean {
  budget.spend(1);
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => jsonEquals(item, right[index] as Json, budget));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && jsonEquals(left[key] as Json, right[key] as Json, budget));
}
