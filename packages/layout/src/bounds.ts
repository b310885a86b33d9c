/** An upright rectangle, from the upper left; lengths in any unit, the same for all of a page. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A piece of a text line, or all of it. */
export interface TextPiece extends Bounds {
  text: string;
}

/** Pieces beside each other. */
export interface TextLine extends TextPiece {
  pieces: readonly string[];
}

/** The smallest rectangle around all of them; of none, one that is inside out. */
export function unite(parts: readonly Bounds[]): Bounds {
  const united = {
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    bottom: Number.NEGATIVE_INFINITY,
  };
  for (const { left, top, right, bottom } of parts) {
    united.left = Math.min(united.left, left);
    united.top = Math.min(united.top, top);
    united.right = Math.max(united.right, right);
    united.bottom = Math.max(united.bottom, bottom);
  }
  return united;
}

export function middle({ top, bottom }: Bounds): number {
  return (top + bottom) / 2;
}

/** Of lengths; 0 for none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
