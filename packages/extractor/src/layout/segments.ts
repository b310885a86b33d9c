import { findAmountsBeside } from '../values/amounts.js';
import { findDates } from '../values/dates.js';
import { type BoundedWord, LIMITS } from './bounds.js';
import type { PageLayout, Piece, Segment } from './layout.js';

/** A gap wider than this many line heights parts two columns. */
const WIDE_GAP = 3;

/** Words of one line, parted where a gap is wide, as segments without a place in a row yet. */
export function buildSegments(words: readonly BoundedWord[], page: PageLayout): Segment[] {
  const runs: BoundedWord[][] = [];
  let run: BoundedWord[] = [];
  let characters = 0;
  for (const word of words) {
    const previous = run.at(-1);
    if (previous && (parts(previous, word, page) || isFull(run, characters + word.text.length))) {
      runs.push(run);
      run = [];
      characters = 0;
    }
    run.push(word);
    characters += word.text.length + 1;
  }
  if (run.length > 0) runs.push(run);
  return runs.map((members) => toSegment(members, page));
}

function parts(previous: BoundedWord, next: BoundedWord, page: PageLayout): boolean {
  if (previous.segment !== next.segment) return true;
  const height = Math.max(previous.box[3] - previous.box[1], next.box[3] - next.box[1]) * page.height;
  return (next.box[0] - previous.box[2]) * page.width > WIDE_GAP * height;
}

const isFull = (run: readonly BoundedWord[], characters: number): boolean =>
  run.length >= LIMITS.segmentWords || characters > LIMITS.segmentCharacters;

function toSegment(words: readonly BoundedWord[], page: PageLayout): Segment {
  let text = '';
  const pieces: Piece[] = words.map((word) => {
    if (text !== '') text += ' ';
    const start = text.length;
    text += word.text;
    const [left, top, right, bottom] = word.box;
    return {
      start,
      text: word.text,
      confidence: word.confidence,
      alternatives: word.alternatives,
      word: word.index,
      left: left * page.width,
      top: top * page.height,
      right: right * page.width,
      bottom: bottom * page.height,
    };
  });
  const dates = findDates(text);
  const amounts = findAmountsBeside(text, dates);
  return {
    text,
    pieces,
    dates,
    amounts,
    page,
    index: 0,
    row: 0,
    column: 0,
    firstToken: 0,
    endToken: 0,
    left: Math.min(...pieces.map((piece) => piece.left)),
    top: Math.min(...pieces.map((piece) => piece.top)),
    right: Math.max(...pieces.map((piece) => piece.right)),
    bottom: Math.max(...pieces.map((piece) => piece.bottom)),
  };
}
