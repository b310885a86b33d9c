import { median, middle, type TextLine } from './bounds.js';

const FEWEST_LINES = 2;
const MOST_FEW_LINES = 3;
// Characters of a usual line of running text.
const PROSE_LINE = 28;
const PROSE_LINES = 3;
// Lines on both sides whose middles differ by less of their height stand in one row.
const SAME_ROW = 0.3;
const MOST_IN_ROWS = 0.6;
// Of line heights: columns whose lines happen to stand at one height are told from tables only with a wide gutter.
const WIDE_GUTTER = 3;
const SHORTEST_ENTRY = 6;
// Of its height: how far from the others' a line may begin.
const FLUSH = 0.7;
const MOST_FLUSH = 0.7;
const MOST_ALIKE = 0.8;

/**
 * Whether the lines on both sides of a gutter are to be read row by row, as in tables and as labels with their values.
 * They are not where both are running text, where the lines do not stand in common rows, or where the left ones are
 * complete by themselves, as the lines of an address are.
 *
 * @param gutter its width in line heights.
 */
export function readsAcross(left: readonly TextLine[], right: readonly TextLine[], gutter: number): boolean {
  const fewer = Math.min(left.length, right.length);
  if (fewer < FEWEST_LINES || Math.max(left.length, right.length) < MOST_FEW_LINES) return true;
  if (fewer >= PROSE_LINES && isProse(left) && isProse(right)) return false;
  if (!isWorded(left) || !isWorded(right) || gutter < WIDE_GUTTER) return true;
  if (!isFlush(left) || !isFlush(right)) return true;
  if (shareInRows(left, right) < MOST_IN_ROWS) return fewer < PROSE_LINES;
  return fewer < PROSE_LINES || !isSelfContained(left) || !(isUndivided(right) || hasLabelsAndValues(right));
}

function isProse(lines: readonly TextLine[]): boolean {
  return median(lines.map(({ text }) => text.length)) >= PROSE_LINE && isWorded(lines);
}

/** Whether most lines are words rather than numbers. */
function isWorded(lines: readonly TextLine[]): boolean {
  const worded = lines.filter(({ text }) => /\p{L}{3}/u.test(text) && text.length >= SHORTEST_ENTRY).length;
  return worded > lines.length / 2;
}

/** Whether most lines begin at the same place; amounts and their labels often end there. */
function isFlush(lines: readonly TextLine[]): boolean {
  const start = median(lines.map(({ left }) => left));
  const flush = lines.filter(({ left, top, bottom }) => Math.abs(left - start) < FLUSH * (bottom - top)).length;
  return flush >= MOST_FLUSH * lines.length;
}

/** Lines of the side with fewer that have one beside them on the other. */
function shareInRows(left: readonly TextLine[], right: readonly TextLine[]): number {
  const [fewer, more] = left.length < right.length ? [left, right] : [right, left];
  const inRows = fewer.filter((line) =>
    more.some((other) => {
      const height = Math.min(line.bottom - line.top, other.bottom - other.top);
      return Math.abs(middle(line) - middle(other)) < SAME_ROW * height;
    }),
  );
  return inRows.length / fewer.length;
}

/** Some lines have numbers in them and some have none, and few end in a colon: an address, not a column of labels or of keys. */
function isSelfContained(lines: readonly TextLine[]): boolean {
  const numbered = lines.filter(({ text }) => /\d/.test(text)).length / lines.length;
  const labels = lines.filter(({ text }) => /[:：]\s*$/.test(text)).length / lines.length;
  return numbered >= 0.2 && numbered <= 0.8 && labels < 0.34;
}

function isUndivided(lines: readonly TextLine[]): boolean {
  return lines.filter(({ pieces }) => pieces.length === 1).length >= MOST_ALIKE * lines.length;
}

/** Whether each line is a label, which has no digits, and a value that is no amount: those end the rows of tables. */
function hasLabelsAndValues(lines: readonly TextLine[]): boolean {
  const pairs = lines.filter(({ pieces: [label, value = '', ...more] }) => {
    return label !== undefined && !/\d/.test(label) && !/\d[.,]\d\d\D*$/.test(value) && more.length === 0;
  });
  return pairs.length >= MOST_ALIKE * lines.length;
}
