/** Counts by 32-bit key as two arrays, sorted by key: nothing to build when a model is loaded. */
export interface CountTable {
  keys: Uint32Array;
  counts: Uint16Array;
}

/** The number of sets that each key is in. */
export function countSets(sets: Iterable<ReadonlySet<number>>): CountTable {
  const counts = new Map<number, number>();
  for (const set of sets) for (const key of set) counts.set(key >>> 0, (counts.get(key >>> 0) ?? 0) + 1);
  const entries = [...counts].sort(([a], [b]) => a - b);
  return {
    keys: Uint32Array.from(entries, ([key]) => key),
    counts: Uint16Array.from(entries, ([, count]) => Math.min(count, 0xffff)),
  };
}

export function lookUpCount({ keys, counts }: CountTable, key: number): number {
  const wanted = key >>> 0;
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = keys[middle] as number;
    if (found === wanted) return counts[middle] as number;
    if (found < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
