/** Bounds in any unit, the same for all of a page. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

// Of the lower one's height: two pieces of text that share more stand in one row.
const ROW_OVERLAP = 0.5;

/** The items row by row from the top, each row from the left. Rows may be a little skewed. */
export function inReadingOrder<T>(items: readonly T[], boundsOf: (item: T) => Bounds): T[] {
  const placed = items.map((item): Placed<T> => ({ item, bounds: boundsOf(item) }));
  placed.sort((a, b) => middle(a.bounds) - middle(b.bounds));
  const rows: Row<T>[] = [];
  for (const candidate of placed) {
    // Of the rows at its height it belongs to the one that comes closest: where the page is skewed, the far end of
    // another row is at its height, too.
    const neighbours = rows.filter((row) => sharesRow(row, candidate.bounds)).map((row) => nearest(row, candidate));
    const fitting = neighbours.filter(({ bounds }) => sharesRow(bounds, candidate.bounds));
    const closest = fitting.toSorted((a, b) => a.gap - b.gap)[0];
    if (closest === undefined) rows.push(toRow(candidate));
    else addTo(closest.row, candidate);
  }
  return rows.flatMap(({ members }) => members.sort((a, b) => a.bounds.left - b.bounds.left).map(({ item }) => item));
}

interface Placed<T> {
  item: T;
  bounds: Bounds;
}

interface Row<T> {
  top: number;
  bottom: number;
  members: Placed<T>[];
}

function toRow<T>(first: Placed<T>): Row<T> {
  return { top: first.bounds.top, bottom: first.bounds.bottom, members: [first] };
}

function addTo<T>(row: Row<T>, member: Placed<T>): void {
  row.top = Math.min(row.top, member.bounds.top);
  row.bottom = Math.max(row.bottom, member.bounds.bottom);
  row.members.push(member);
}

/** The bounds of the row's member that stands beside the candidate, and how far from it; negative where they overlap. */
function nearest<T>(row: Row<T>, candidate: Placed<T>): { row: Row<T>; bounds: Bounds; gap: number } {
  const { left, right } = candidate.bounds;
  return row.members
    .map(({ bounds }) => ({ row, bounds, gap: Math.max(bounds.left - right, left - bounds.right) }))
    .reduce((best, member) => (member.gap < best.gap ? member : best));
}

function sharesRow(a: Pick<Bounds, 'top' | 'bottom'>, b: Bounds): boolean {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared > ROW_OVERLAP * Math.min(a.bottom - a.top, b.bottom - b.top);
}

function middle({ top, bottom }: Bounds): number {
  return (top + bottom) / 2;
}
