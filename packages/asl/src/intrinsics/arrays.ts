import { jsonEquals } from '../budget/json-equals.js';
import type { Json } from '../types.js';
import type { CallTools } from './functions.js';
import { IntrinsicFault } from './intrinsic-fault.js';
import { requireArray, requireInteger } from './requirements.js';

const LONGEST_RANGE = 1000;

export function array(values: readonly Json[]): Json {
  return [...values];
}

export function arrayPartition([items, size]: readonly Json[]): Json {
  return partition(requireArray(items), requireInteger(size));
}

/** Cuts an array into arrays of a size, the last of which may be shorter. Throws `IntrinsicFault`. */
export function partition(items: readonly Json[], size: number): Json[] {
  if (size < 1) throw new IntrinsicFault('The size of the chunks has to be at least 1');
  const chunks: Json[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

export function arrayContains([items, wanted]: readonly Json[], { budget }: CallTools): Json {
  return requireArray(items).some((item) => jsonEquals(item, wanted ?? null, budget));
}

export function arrayRange([first, last, step]: readonly Json[]): Json {
  return range(requireInteger(first), requireInteger(last), requireInteger(step));
}

/** The numbers from one to another, both included, at most 1000 of them. Throws `IntrinsicFault`. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new IntrinsicFault('The step of a range must not be 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!(length <= LONGEST_RANGE)) throw new IntrinsicFault(`A range has at most ${LONGEST_RANGE} numbers`);
  return Array.from({ length }, (_, index) => first + index * step);
}

export function arrayGetItem([items, index]: readonly Json[]): Json {
  const item = requireInteger(index);
  const found = requireArray(items)[item];
  if (found === undefined) throw new IntrinsicFault(`The array has no item ${item}`);
  return found;
}

export function arrayLength([items]: readonly Json[]): Json {
  return requireArray(items).length;
}

export function arrayUnique([items]: readonly Json[], { budget }: CallTools): Json {
  return unique(requireArray(items), (one, other) => jsonEquals(one, other, budget));
}

function unique(items: readonly Json[], equal: (one: Json, other: Json) => boolean): Json[] {
  const simple = new Set<Json>();
  const compound: Json[] = [];
  return items.filter((item) => {
    if (item === null || typeof item !== 'object') return !simple.has(item) && simple.add(item);
    return !compound.some((other) => equal(item, other)) && compound.push(item);
  });
}
