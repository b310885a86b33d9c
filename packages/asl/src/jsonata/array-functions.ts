import type { Implementation } from './engine.js';
import { isFunctionValue } from './engine.js';
import { guardOf } from './guard.js';
import { equal, failure } from './operators.js';

/** Functions of the engine whose work grows with the square of their arguments, or that ask the host, written anew. */

export const distinct: Implementation = function (items) {
  if (!Array.isArray(items) || items.length <= 1) return items;
  const guard = guardOf(this);
  guard.spendFor(items, 4);
  const simple = new Set<unknown>();
  const compound: unknown[] = [];
  const found = items.filter((item) => {
    if (item === null || typeof item !== 'object') return !simple.has(item) && simple.add(item);
    guard.budget.spend(compound.length >> 2);
    return !compound.some((other) => equal(guard, item, other)) && compound.push(item);
  });
  return (items as { sequence?: boolean }).sequence ? Object.assign(found, { sequence: true }) : found;
};

export const spread: Implementation = function (value) {
  guardOf(this).spendFor(value, 3);
  if (isFunctionValue(value)) throw failure('T0410', { index: 1, token: 'spread' });
  if (!Array.isArray(value)) return isObject(value) ? sequenceOf(pairs(value)) : value;
  return value.length === 0 ? sequenceOf([]) : value.flatMap((item) => spreadItem(item));
};

function spreadItem(item: unknown): unknown[] {
  if (Array.isArray(item)) return item.flatMap(spreadItem);
  return isObject(item) ? pairs(item) : item === undefined ? [] : [item];
}

function pairs(value: object): unknown[] {
  return Object.entries(value).map(([key, part]) => Object.assign(Object.create(null), { [key]: part }));
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !isFunctionValue(value);
}

function sequenceOf(items: unknown[]): unknown[] {
  return Object.assign(items, { sequence: true });
}

export const shuffle: Implementation = function (items) {
  if (!Array.isArray(items) || items.length <= 1) return items;
  const guard = guardOf(this);
  guard.spendFor(items, 3);
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(guard.scope.moment.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
};
