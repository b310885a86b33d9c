/** Bounds in any unit, the same for all of a page. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

// Of the lower one's height: two pieces of text that share more stand in one row.
const ROW_OVERLAP = 0.5;

/** The items row by row from the top, each row from the left. */
export function inReadingOrder<T>(items: readonly T[], boundsOf: (item: T) => Bounds): T[] {
  const rows: { bounds: Bounds; items: { item: T; left: number }[] }[] = [];
  const placed = items.map((item) => ({ item, bounds: boundsOf(item) }));
  placed.sort((a, b) => middle(a.bounds) - middle(b.bounds));
  for (const { item, bounds } of placed) {
    const row = rows.findLast((candidate) => sharesRow(candidate.bounds, bounds));
    // The row keeps the bounds of its first item: a skewed row that grew with each item would swallow the next one.
    if (row === undefined) rows.push({ bounds, items: [{ item, left: bounds.left }] });
    else row.items.push({ item, left: bounds.left });
  }
  return rows.flatMap((row) => row.items.sort((a, b) => a.left - b.left).map(({ item }) => item));
}

function sharesRow(a: Bounds, b: Bounds): boolean {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared > ROW_OVERLAP * Math.min(a.bottom - a.top, b.bottom - b.top);
}

function middle({ top, bottom }: Bounds): number {
  return (top + bottom) / 2;
}
