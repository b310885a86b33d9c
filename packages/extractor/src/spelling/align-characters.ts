/** One step from the true text to the text that was read; null stands for a character that the other does not have. */
export interface AlignedPair {
  truth: string | null;
  read: string | null;
  /** Index in the text that was read: of `read`, or of the character that comes next. */
  at: number;
}

/** What a character costs: 0 to keep, else by its kind. */
interface Costed {
  character: string;
  isSpace: boolean;
  isWord: boolean;
  gap: number;
}

/** A cheapest way from one text to the other, from left to right: spaces and punctuation rather come and go than turn into letters. */
export function alignCharacters(truth: string, read: string): AlignedPair[] {
  const rows = costed(truth);
  const columns = costed(read);
  const width = columns.length + 1;
  const costs = new Float64Array((rows.length + 1) * width);
  for (const [column, { gap }] of columns.entries()) costs[column + 1] = (costs[column] as number) + gap;
  for (const [row, own] of rows.entries()) {
    let at = (row + 1) * width;
    costs[at] = (costs[at - width] as number) + own.gap;
    for (const other of columns) {
      at++;
      const lost = (costs[at - width] as number) + own.gap;
      const added = (costs[at - 1] as number) + other.gap;
      costs[at] = Math.min((costs[at - width - 1] as number) + changeCost(own, other), lost, added);
    }
  }
  return walkBack(rows, columns, costs);
}

function walkBack(rows: readonly Costed[], columns: readonly Costed[], costs: Float64Array): AlignedPair[] {
  const width = columns.length + 1;
  const pairs: AlignedPair[] = [];
  let row = rows.length;
  let column = columns.length;
  while (row > 0 || column > 0) {
    const at = row * width + column;
    const cost = costs[at] as number;
    const own = rows[row - 1];
    const other = columns[column - 1];
    if (own && other && isSame(cost, (costs[at - width - 1] as number) + changeCost(own, other))) {
      pairs.push({ truth: own.character, read: other.character, at: column - 1 });
      row--;
      column--;
    } else if (own && isSame(cost, (costs[at - width] as number) + own.gap)) {
      pairs.push({ truth: own.character, read: null, at: column });
      row--;
    } else {
      pairs.push({ truth: null, read: other?.character ?? '', at: column - 1 });
      column--;
    }
  }
  return pairs.reverse();
}

function costed(text: string): Costed[] {
  return text.split('').map((character) => {
    const isSpace = character === ' ' || character === '\n';
    const isWord = /[\p{L}\p{N}]/u.test(character);
    return { character, isSpace, isWord, gap: isSpace ? 0.5 : isWord ? 1 : 0.7 };
  });
}

const isSame = (first: number, second: number): boolean => Math.abs(first - second) < 1e-6;

function changeCost(first: Costed, second: Costed): number {
  if (first.character === second.character || (first.isSpace && second.isSpace)) return 0;
  if (first.isSpace || second.isSpace) return 1.5;
  return first.isWord === second.isWord ? 1 : 1.3;
}
