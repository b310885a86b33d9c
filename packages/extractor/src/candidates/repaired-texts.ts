import type { Piece, Segment } from '../layout/layout.js';

/** Why a text may read otherwise than the reader said. */
export type Repair = 'characters' | 'space' | 'alternative';

/** A segment's text as it may have been meant. */
export interface RepairedText {
  repair: Repair;
  text: string;
  /** Whether the part between two positions of the repaired text is another than the reader said. */
  isChanged(start: number, end: number): boolean;
  /** The position in the segment's own text. */
  toOriginal(position: number): number;
}

/** Words read with less doubt are left as they are. */
const DOUBTFUL = 0.999;
const MAX_SPACES = 8;

/** The digit that each character may be a misreading of. */
const DIGIT_FOR: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  C: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  '!': '1',
  ']': '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  G: '6',
  b: '6',
  B: '8',
  g: '9',
  q: '9',
};
/** Digits, separators and what may be digits, with no other letter beside it. */
const NUMERIC = /(?<![\p{L}])[\dOoQDCIli|!\]ZzSsGbBgq][\dOoQDCIli|!\]ZzSsGbBgq.,:/'’-]+(?!\p{L})/gu;
const SPACE = /(?<=[\d.,/-]) (?=[\d.,/-])/g;

/** The other ways to read a segment's text: none where the reader had no doubt. */
export function* repairedTexts(segment: Segment): Generator<RepairedText> {
  const doubtful = segment.pieces.filter(({ confidence }) => confidence < DOUBTFUL);
  if (doubtful.length === 0 || !/\d/.test(segment.text)) return;
  yield* withDigits(segment.text, doubtful);
  yield* withoutSpaces(segment.text, doubtful);
  for (const piece of doubtful) yield* withAlternatives(segment.text, piece);
}

/** Digits for the letters within numbers: 19/1O/2018. */
function* withDigits(text: string, doubtful: readonly Piece[]): Generator<RepairedText> {
  const repaired = text.replace(NUMERIC, (part, start: number) => {
    const digits = part.match(/\d/g)?.length ?? 0;
    const others = part.match(/[^\d.,:/'’-]/g)?.length ?? 0;
    const isDoubted = doubtful.some((piece) => piece.start < start + part.length && start < endOf(piece));
    if (!isDoubted || others === 0 || others > digits) return part;
    return part.replace(/[^\d.,:/'’-]/g, (character: string) => DIGIT_FOR[character] ?? character);
  });
  if (repaired === text) return;
  yield {
    repair: 'characters',
    text: repaired,
    isChanged: (start, end) => repaired.slice(start, end) !== text.slice(start, end),
    toOriginal: (position) => position,
  };
}

/** Without one of the spaces that numbers were broken at: 6 0.30, 25/10/20 17. */
function* withoutSpaces(text: string, doubtful: readonly Piece[]): Generator<RepairedText> {
  const touches = (at: number): boolean => doubtful.some((piece) => piece.start === at + 1 || endOf(piece) === at);
  const spaces = [...text.matchAll(SPACE)].map(({ index }) => index).filter(touches);
  for (const at of spaces.slice(0, MAX_SPACES)) {
    yield {
      repair: 'space',
      text: text.slice(0, at) + text.slice(at + 1),
      isChanged: (start, end) => start < at && at < end,
      toOriginal: (position) => (position > at ? position + 1 : position),
    };
  }
}

/** With the reader's own other readings of a word. */
function* withAlternatives(text: string, piece: Piece): Generator<RepairedText> {
  const { start } = piece;
  for (const { text: other } of piece.alternatives ?? []) {
    if (!/\d/.test(other)) continue;
    const end = start + other.length;
    const longer = other.length - piece.text.length;
    yield {
      repair: 'alternative',
      text: text.slice(0, start) + other + text.slice(endOf(piece)),
      isChanged: (from, to) => from < end && start < to,
      toOriginal: (position) => {
        if (position <= start) return position;
        return position >= end ? position - longer : Math.min(position, endOf(piece));
      },
    };
  }
}

const endOf = ({ start, text }: Piece): number => start + text.length;
