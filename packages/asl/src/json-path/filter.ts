import type { Budget } from '../budget/budget.js';
import { jsonEquals } from '../budget/json-equals.js';
import { matchesAll } from '../regex/match.js';
import type { Json } from '../types.js';
import type { Filter, Operand, Operator } from './path-tree.js';

/** Whether an item passes a filter; `read` gives what an operand stands for. */
export function passes(filter: Filter, budget: Budget, read: (operand: Operand) => Json | undefined): boolean {
  budget.spend(1);
  switch (filter.kind) {
    case 'any':
      return filter.tests.some((test) => passes(test, budget, read));
    case 'all':
      return filter.tests.every((test) => passes(test, budget, read));
    case 'not':
      return !passes(filter.test, budget, read);
    case 'exists':
      return read(filter.operand) !== undefined;
    case 'matches': {
      const value = read(filter.left);
      const simple = ['string', 'number', 'boolean'].includes(typeof value);
      return simple && matchesAll(filter.pattern, String(value), budget);
    }
    case 'compare':
      return compare(filter.operator, read(filter.left), read(filter.right), budget);
  }
}

function compare(operator: Operator, left: Json | undefined, right: Json | undefined, budget: Budget): boolean {
  const same = (one: Json | undefined, other: Json | undefined) =>
    one !== undefined && other !== undefined && (jsonEquals(one, other, budget) || sameNumber(one, other));
  const within = (item: Json, list: Json | undefined) => Array.isArray(list) && list.some((other) => same(item, other));
  switch (operator) {
    case '==':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case 'in':
      return left !== undefined && within(left, right);
    case 'nin':
      return left !== undefined && !within(left, right);
    case 'subsetof':
      return Array.isArray(left) && left.every((item) => within(item, right));
    case 'anyof':
      return Array.isArray(left) && left.some((item) => within(item, right));
    case 'noneof':
      return Array.isArray(left) && !left.some((item) => within(item, right));
    case 'size':
      return (typeof left === 'string' || Array.isArray(left)) && left.length === right;
    case 'empty':
      return (typeof left === 'string' || Array.isArray(left)) && (left.length === 0) === right;
    default:
      return ordered(operator, left, right);
  }
}

// As Jayway has it: a number equals the string that it is written as.
function sameNumber(one: Json, other: Json): boolean {
  if (typeof one === 'number' && typeof other === 'string') return other.trim() !== '' && Number(other) === one;
  return typeof one === 'string' && typeof other === 'number' && one === String(other);
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: Json | undefined, right: Json | undefined): boolean {
  const comparable =
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
