import { type Bounds, unite } from '../bounds.js';
import { onPage } from '../skew.js';
import type { PageOfWords, ReadWord } from '../words.js';

/** A text line: where it begins, in characters from the left and lines from the top, which may be fractions. */
export type Line = readonly [x: number, y: number, text: string];

const CHARACTER = 5;
const LINE = 12;
const TEXT_HEIGHT = 10;
export const PAGE_SIZE = { width: 600, height: 840 };

/** A page of typed text, each line a segment, in the order given; turned clockwise about its centre by `skew` radians. */
export function typedPage(lines: readonly Line[], skew = 0): PageOfWords {
  return { ...PAGE_SIZE, words: lines.flatMap((line, segment) => typeLine(line, segment, skew)) };
}

function typeLine([x, y, text]: Line, segment: number, skew: number): ReadWord[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const left = 10 + (x + index) * CHARACTER;
    const top = 10 + y * LINE;
    const place = { left, top, right: left + word.length * CHARACTER, bottom: top + TEXT_HEIGHT };
    return { text: word, confidence: 1, box: toBox(onPage(unite([place]), PAGE_SIZE, skew)), segment };
  });
}

function toBox({ left, top, right, bottom }: Bounds): ReadWord['box'] {
  const { width, height } = PAGE_SIZE;
  return [left / width, top / height, right / width, bottom / height];
}

/** Lines under each other from a place on. */
export function column(x: number, y: number, texts: readonly string[], lineDistance = 1): Line[] {
  return texts.map((text, index): Line => [x, y + index * lineDistance, text]);
}

/** Rows of a table whose columns begin at these places. */
export function table(y: number, starts: readonly number[], rows: readonly (readonly string[])[]): Line[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((text, cell): Line[] => (text === '' ? [] : [[starts[cell] ?? 0, y + row, text]])),
  );
}
