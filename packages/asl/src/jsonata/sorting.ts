import { type Implementation, isFunctionValue } from './engine.js';
import { type Guard, guardOf } from './guard.js';
import { failure, orderOf } from './operators.js';

type Swap = (left: unknown, right: unknown) => Promise<unknown> | unknown;

/** `$sort(array, function($left, $right){ … })`: stable; the function says whether to swap. */
export const sortFunction: Implementation = async function (items, comparator) {
  if (!Array.isArray(items) || items.length <= 1) return items;
  const guard = guardOf(this);
  guard.spendFor(items, 4);
  if (comparator === undefined) return sortPlain(items);
  const call = comparator as (...values: unknown[]) => unknown;
  return mergeSort(items, (left, right) => call.call(this, left, right), guard);
};

function sortPlain(items: readonly unknown[]): unknown[] {
  const [first] = items;
  const alike = items.every((item) => typeof item === typeof first);
  if (!alike || (typeof first !== 'number' && typeof first !== 'string')) {
    throw failure('D3070', { index: 1, token: 'sort' });
  }
  return (items as (string | number)[]).toSorted(orderOf);
}

/** Merges runs of twice the length in each round. The engine's own would copy what is left at each comparison. */
async function mergeSort(items: readonly unknown[], swap: Swap, guard: Guard): Promise<unknown[]> {
  let sorted = [...items];
  for (let run = 1; run < sorted.length; run *= 2) {
    guard.budget.spend(sorted.length >> 3);
    const merged: unknown[] = [];
    for (let start = 0; start < sorted.length; start += 2 * run) await mergeRuns(sorted, start, run, swap, merged);
    sorted = merged;
  }
  return sorted;
}

async function mergeRuns(
  from: readonly unknown[],
  start: number,
  run: number,
  swap: Swap,
  into: unknown[],
): Promise<void> {
  const middle = Math.min(start + run, from.length);
  const end = Math.min(start + 2 * run, from.length);
  let left = start;
  let right = middle;
  while (left < middle && right < end) {
    if (await swap(from[left], from[right])) into.push(from[right++]);
    else into.push(from[left++]);
  }
  while (left < middle) into.push(from[left++]);
  while (right < end) into.push(from[right++]);
}

interface Keyed {
  readonly item: unknown;
  readonly keys: readonly unknown[];
}

/** `items^(terms)`: `keysOf` gives an object of the terms' values; `directions` has a `<` or `>` for each term. */
export const orderByFunction: Implementation = async function (items, keysOf, directions) {
  if (items === undefined) return undefined;
  const guard = guardOf(this);
  const all = Array.isArray(items) ? items : [items];
  if (all.length === 0) return undefined;
  const signs = Array.from(directions as string, (direction) => (direction === '>' ? -1 : 1));
  const keyed: Keyed[] = [];
  for (const item of all) {
    const values = (await (keysOf as Implementation).call(this, [item])) as Record<string, unknown>;
    keyed.push({ item, keys: signs.map((_, index) => values[index]) });
  }
  guard.budget.spend(all.length * (32 - Math.clz32(all.length)) * signs.length);
  const sorted = keyed.toSorted((left, right) => orderByKeys(left, right, signs)).map(({ item }) => item);
  return sorted.length === 1 ? sorted[0] : sorted;
};

function orderByKeys(left: Keyed, right: Keyed, signs: readonly number[]): number {
  for (const [index, sign] of signs.entries()) {
    const order = orderOfKeys(left.keys[index], right.keys[index], sign);
    if (order !== 0) return order;
  }
  return 0;
}

// What has no key comes last, in either direction.
function orderOfKeys(left: unknown, right: unknown, sign: number): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  for (const key of [left, right]) {
    if (isFunctionValue(key) || (typeof key !== 'string' && typeof key !== 'number')) {
      throw failure('T2008', { value: key, token: '^' });
    }
  }
  if (typeof left !== typeof right) {
    throw failure('T2007', { value: left, value2: right, token: '^' });
  }
  return sign * orderOf(left as string, right as string);
}
