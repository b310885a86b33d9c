import { type Bounds, middle, type TextPiece, unite } from './bounds.js';
import { type ColumnPair, findColumnPair } from './columns.js';

// Columns within columns within a page: deeper is no layout.
const DEEPEST = 6;

/**
 * Parts what stands on a page into blocks in reading order, each to be read row by row: where text flows in columns, what
 * stands above them, the left column, the right one, what stands below, and again in each of these (a recursive cut
 * along white space after Nagy and Seth's XY trees, but only where the rows on both sides do not read across).
 */
export function findBlocks<T extends TextPiece>(pieces: readonly T[], depth = 0): T[][] {
  const pair = depth < DEEPEST ? findColumnPair(pieces) : undefined;
  if (pair === undefined) return pieces.length === 0 ? [] : [[...pieces]];
  const { above, below } = aroundColumns(pieces, pair);
  return [above, pair.left, pair.right, below].flatMap((part) => findBlocks(part, depth + 1));
}

function aroundColumns<T extends Bounds>(
  pieces: readonly T[],
  { left, right }: ColumnPair<T>,
): Record<'above' | 'below', T[]> {
  const inside = new Set([...left, ...right]);
  const centre = middle(unite([...left, ...right]));
  const outside = pieces.filter((piece) => !inside.has(piece));
  return {
    above: outside.filter((piece) => middle(piece) < centre),
    below: outside.filter((piece) => middle(piece) >= centre),
  };
}
