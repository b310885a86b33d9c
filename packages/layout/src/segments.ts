import { type Bounds, unite } from './bounds.js';
import { LIMITS, type WordAlternative } from './words.js';

/** A word as a part of its segment, with its place in the straightened page in the page's own unit. */
export interface SegmentWord extends Bounds {
  text: string;
  /** Where it begins in the segment's text. */
  start: number;
  confidence: number;
  alternatives?: readonly WordAlternative[] | undefined;
  /** Index in the page's words. */
  word: number;
}

/** A word with its place, before it belongs to a segment. */
export interface PlacedWord extends Bounds {
  text: string;
  confidence: number;
  alternatives?: readonly WordAlternative[] | undefined;
  word: number;
  /** The text line that it was read in. */
  line: number;
}

/** A run of words on one line without a wide gap. */
export interface WordRun extends Bounds {
  /** The words, single spaces between them. */
  text: string;
  words: readonly SegmentWord[];
}

/** A gap wider than this many line heights parts two columns. */
const WIDE_GAP = 3;

/** The lines' words, parted where a gap is wide, in the order that they came. */
export function splitSegments(words: readonly PlacedWord[]): WordRun[] {
  const runs: PlacedWord[][] = [];
  let run: PlacedWord[] = [];
  let characters = 0;
  for (const word of words) {
    const previous = run.at(-1);
    if (previous && (parts(previous, word) || isFull(run, characters + word.text.length))) {
      runs.push(run);
      run = [];
      characters = 0;
    }
    run.push(word);
    characters += word.text.length + 1;
  }
  if (run.length > 0) runs.push(run);
  return runs.map(joinWords);
}

function parts(previous: PlacedWord, next: PlacedWord): boolean {
  if (previous.line !== next.line) return true;
  return next.left - previous.right > WIDE_GAP * Math.max(previous.bottom - previous.top, next.bottom - next.top);
}

const isFull = (run: readonly PlacedWord[], characters: number): boolean =>
  run.length >= LIMITS.segmentWords || characters > LIMITS.segmentCharacters;

function joinWords(placed: readonly PlacedWord[]): WordRun {
  let text = '';
  // Field by field: copying all but one is slow, and pages have many words.
  const words = placed.map(({ text: own, confidence, alternatives, word, left, top, right, bottom }): SegmentWord => {
    if (text !== '') text += ' ';
    const start = text.length;
    text += own;
    return { text: own, start, confidence, alternatives, word, left, top, right, bottom };
  });
  return { text, words, ...unite(words) };
}
