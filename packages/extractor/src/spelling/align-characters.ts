/** One step from the true text to the text that was read; null stands for a character that the other does not have. */
export interface AlignedPair {
  truth: string | null;
  read: string | null;
  /** Index in the text that was read: of `read`, or of the character that comes next. */
  at: number;
}

/** A cheapest way from one text to the other, from left to right: spaces and punctuation rather come and go than turn into letters. */
export function alignCharacters(truth: string, read: string): AlignedPair[] {
  const width = read.length + 1;
  const costs = new Float64Array((truth.length + 1) * width);
  for (let row = 0; row <= truth.length; row++) {
    for (let column = 0; column < width; column++) {
      if (row === 0 && column === 0) continue;
      let best = Number.POSITIVE_INFINITY;
      const at = row * width + column;
      if (row > 0) best = Math.min(best, (costs[at - width] as number) + gapCost(truth.charAt(row - 1)));
      if (column > 0) best = Math.min(best, (costs[at - 1] as number) + gapCost(read.charAt(column - 1)));
      if (row > 0 && column > 0) {
        const step = changeCost(truth.charAt(row - 1), read.charAt(column - 1));
        best = Math.min(best, (costs[at - width - 1] as number) + step);
      }
      costs[at] = best;
    }
  }
  return walkBack(truth, read, costs);
}

function walkBack(truth: string, read: string, costs: Float64Array): AlignedPair[] {
  const width = read.length + 1;
  const pairs: AlignedPair[] = [];
  let row = truth.length;
  let column = read.length;
  while (row > 0 || column > 0) {
    const at = row * width + column;
    const cost = costs[at] as number;
    const own = truth.charAt(row - 1);
    const other = read.charAt(column - 1);
    if (row > 0 && column > 0 && isSame(cost, (costs[at - width - 1] as number) + changeCost(own, other))) {
      pairs.push({ truth: own, read: other, at: column - 1 });
      row--;
      column--;
    } else if (row > 0 && isSame(cost, (costs[at - width] as number) + gapCost(own))) {
      pairs.push({ truth: own, read: null, at: column });
      row--;
    } else {
      pairs.push({ truth: null, read: other, at: column - 1 });
      column--;
    }
  }
  return pairs.reverse();
}

const isSame = (first: number, second: number): boolean => Math.abs(first - second) < 1e-6;
const isWordCharacter = (character: string): boolean => /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string): boolean => character === ' ' || character === '\n';
const gapCost = (character: string): number => (isSpace(character) ? 0.5 : isWordCharacter(character) ? 1 : 0.7);

function changeCost(first: string, second: string): number {
  if (first === second || (isSpace(first) && isSpace(second))) return 0;
  if (isSpace(first) || isSpace(second)) return 1.5;
  return isWordCharacter(first) === isWordCharacter(second) ? 1 : 1.3;
}
