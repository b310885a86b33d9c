import { type Bounds, median, middle, type TextLine, type TextPiece, unite } from './bounds.js';
import { readsAcross } from './reads-across.js';
import { groupRows } from './rows.js';

/** Two columns of text beside each other. */
export interface ColumnPair<T> {
  left: T[];
  right: T[];
}

// Of the usual line height.
const NARROWEST_GUTTER = 1.2;
// A wider distance between lines ends a paragraph: what stands beyond it need not belong to the column.
const PARAGRAPH_GAP = 1.6;
// Pieces may reach over a gutter by so much.
const SLACK = 0.3;
// Gutters times pieces; a page with more of both is no page of columns, and not worth the time.
const MOST_LOOKED_AT = 100_000;

/** The two columns with the widest gutter between them; undefined when everything is to be read row by row. */
export function findColumnPair<T extends TextPiece>(pieces: readonly T[]): ColumnPair<T> | undefined {
  if (pieces.length < 4) return undefined;
  const lineHeight = median(pieces.map(({ top, bottom }) => bottom - top));
  const fromTop = pieces.toSorted((a, b) => middle(a) - middle(b));
  let best: { pair: ColumnPair<T>; width: number } | undefined;
  for (const x of findGutters(fromTop, lineHeight)) {
    for (const pair of pairsBeside(fromTop, x, lineHeight)) {
      const width = gutterWidth(pair);
      if (width < NARROWEST_GUTTER * lineHeight || (best !== undefined && width <= best.width)) continue;
      if (!readsAcross(toLines(pair.left), toLines(pair.right), width / lineHeight)) best = { pair, width };
    }
  }
  return best?.pair;
}

/** Middles of gaps between neighbours in a row, each once. */
function findGutters(pieces: readonly TextPiece[], lineHeight: number): number[] {
  const places = new Map<number, number>();
  for (const { members } of groupRows(pieces)) {
    for (const [index, { left }] of members.entries()) {
      const before = members[index - 1];
      if (before === undefined || left - before.right < NARROWEST_GUTTER * lineHeight) continue;
      const x = (left + before.right) / 2;
      places.set(Math.round(x / Math.max(lineHeight, 1e-9)), x);
    }
  }
  return [...places.values()].slice(0, MOST_LOOKED_AT / pieces.length);
}

/** What stands left and right of x between pieces that cross it, where paragraphs on both sides stand beside each other. */
function pairsBeside<T extends TextPiece>(fromTop: readonly T[], x: number, lineHeight: number): ColumnPair<T>[] {
  const zones: ColumnPair<T>[] = [{ left: [], right: [] }];
  for (const piece of fromTop) {
    const zone = zones.at(-1);
    if (piece.right <= x + SLACK * lineHeight) zone?.left.push(piece);
    else if (piece.left >= x - SLACK * lineHeight) zone?.right.push(piece);
    else zones.push({ left: [], right: [] });
  }
  return zones.flatMap(({ left, right }) =>
    pairParagraphs(paragraphs(left, lineHeight), paragraphs(right, lineHeight)),
  );
}

type Paragraph<T> = { members: T[]; top: number; bottom: number };

function paragraphs<T extends Bounds>(fromTop: readonly T[], lineHeight: number): Paragraph<T>[] {
  const found: Paragraph<T>[] = [];
  for (const piece of fromTop) {
    const current = found.at(-1);
    if (current === undefined || piece.top - current.bottom > PARAGRAPH_GAP * lineHeight) {
      found.push({ members: [piece], top: piece.top, bottom: piece.bottom });
    } else {
      current.members.push(piece);
      current.bottom = Math.max(current.bottom, piece.bottom);
    }
  }
  return found;
}

/** Paragraphs that share height, directly or by way of others, go together. */
function pairParagraphs<T>(left: readonly Paragraph<T>[], right: readonly Paragraph<T>[]): ColumnPair<T>[] {
  const all = [
    ...left.map((paragraph) => ({ paragraph, side: 'left' as const })),
    ...right.map((paragraph) => ({ paragraph, side: 'right' as const })),
  ];
  all.sort((a, b) => a.paragraph.top - b.paragraph.top);
  const pairs: (ColumnPair<T> & { bottom: number })[] = [];
  for (const { paragraph, side } of all) {
    let pair = pairs.at(-1);
    if (pair === undefined || paragraph.top >= pair.bottom) {
      pair = { left: [], right: [], bottom: paragraph.bottom };
      pairs.push(pair);
    }
    pair[side].push(...paragraph.members);
    pair.bottom = Math.max(pair.bottom, paragraph.bottom);
  }
  return pairs.filter((pair) => pair.left.length > 1 && pair.right.length > 1);
}

function gutterWidth({ left, right }: ColumnPair<Bounds>): number {
  return unite(right).left - unite(left).right;
}

function toLines(pieces: readonly TextPiece[]): TextLine[] {
  return groupRows(pieces).map(({ members }) => {
    const texts = members.map(({ text }) => text);
    return { text: texts.join(' '), pieces: texts, ...unite(members) };
  });
}
