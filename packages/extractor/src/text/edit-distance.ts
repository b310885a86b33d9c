/** Levenshtein distance of two strings; `limit + 1` as soon as it is known to exceed `limit`. */
export function editDistance(first: string, second: string, limit = Number.POSITIVE_INFINITY): number {
  const height = first.length;
  const width = second.length;
  if (Math.abs(height - width) > limit) return limit + 1;
  let previous = new Uint32Array(width + 1);
  let current = new Uint32Array(width + 1);
  for (let column = 0; column <= width; column++) previous[column] = column;
  for (let row = 1; row <= height; row++) {
    const best = fillRow(previous, current, { row, code: first.charCodeAt(row - 1), second });
    if (best > limit) return limit + 1;
    [previous, current] = [current, previous];
  }
  return previous[width] ?? 0;
}

function fillRow(
  previous: Uint32Array,
  current: Uint32Array,
  { row, code, second }: { row: number; code: number; second: string },
): number {
  current[0] = row;
  let left = row;
  let best = row;
  for (let column = 1; column <= second.length; column++) {
    const substituted = (previous[column - 1] as number) + (code === second.charCodeAt(column - 1) ? 0 : 1);
    left = Math.min(substituted, (previous[column] as number) + 1, left + 1);
    current[column] = left;
    if (left < best) best = left;
  }
  return best;
}

/** 1 for equal strings, 0 for strings with nothing in common. */
export function similarity(first: string, second: string): number {
  const longer = Math.max(first.length, second.length);
  return longer === 0 ? 1 : 1 - editDistance(first, second) / longer;
}
