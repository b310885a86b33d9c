import { type Bounds, inReadingOrder } from '@las/layout';
import type { Rotation, Word } from '../reading.js';
import { toWordText } from '../word-text.js';
import type { Direction, PdfCharacter } from './characters.js';

// Of the characters' height: a wider gap parts words, though no space stands in it; a still wider one parts segments.
const WORD_GAP = 0.25;
const SEGMENT_GAP = 1.0;
// What overlaps less with the line so far, or jumps back further, begins a new line.
const LINE_OVERLAP = 0.5;
const BACKWARD = -0.5;

/** Text that runs in one line without wide gaps. */
interface Segment {
  direction: Direction;
  words: Run[];
}

interface Run {
  text: string;
  bounds: Bounds;
}

/** The clockwise turn that sets most of the text upright. */
export function uprightRotation(characters: readonly PdfCharacter[]): Rotation {
  const counts = [0, 0, 0, 0];
  for (const { text, direction } of characters)
    if (text.trim() !== '') counts[direction] = (counts[direction] ?? 0) + 1;
  const most = counts.indexOf(Math.max(...counts));
  return (((4 - most) % 4) * 90) as Rotation;
}

/** Groups a page's characters into words and segments; boxes are relative to the given size of the page. */
export function groupWords(
  characters: readonly PdfCharacter[],
  { width, height }: { width: number; height: number },
): Word[] {
  const words = groupSegments(characters).flatMap((segment, index) =>
    segment.words.map(({ text, bounds }): Word => {
      const { left, top, right, bottom } = bounds;
      const box = [share(left, width), share(top, height), share(right, width), share(bottom, height)] as const;
      return { text, confidence: 1, box, segment: index };
    }),
  );
  return inReadingOrder({ width, height, words });
}

function groupSegments(characters: readonly PdfCharacter[]): Segment[] {
  const segments: Segment[] = [];
  let segment: Segment | undefined;
  let previous: PdfCharacter | undefined;
  let spaced = false;
  for (const character of characters) {
    if (isBlank(character)) {
      spaced = true;
      continue;
    }
    const step = previous === undefined ? 'segment' : stepBetween(previous, character);
    const word = segment?.words.at(-1);
    if (segment === undefined || word === undefined || step === 'segment') {
      segment = { direction: character.direction, words: [startRun(character)] };
      segments.push(segment);
    } else if (spaced || step === 'word') {
      segment.words.push(startRun(character));
    } else {
      word.text += character.text;
      extend(word.bounds, character.bounds);
    }
    previous = character;
    spaced = false;
  }
  return segments
    .map(({ direction, words }) => ({
      direction,
      words: words.map(({ text, bounds }) => ({ text: toWordText(text), bounds })).filter(({ text }) => text !== ''),
    }))
    .filter(({ words }) => words.length > 0);
}

/** What parts two characters that follow each other in the content. */
function stepBetween(before: PdfCharacter, after: PdfCharacter): 'none' | 'word' | 'segment' {
  if (before.direction !== after.direction) return 'segment';
  const [a, b] = [alongLine(before), alongLine(after)];
  const height = Math.max(a.bottom - a.top, b.bottom - b.top, 1e-6);
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const gap = (b.left - a.right) / height;
  if (overlap < LINE_OVERLAP * Math.min(a.bottom - a.top, b.bottom - b.top)) return 'segment';
  if (gap > SEGMENT_GAP || gap < BACKWARD) return 'segment';
  return gap > WORD_GAP ? 'word' : 'none';
}

/** The bounds as if the text ran to the right. */
function alongLine({ bounds, direction }: PdfCharacter): Bounds {
  const { left, top, right, bottom } = bounds;
  if (direction === 0) return bounds;
  if (direction === 1) return { left: top, top: -right, right: bottom, bottom: -left };
  if (direction === 2) return { left: -right, top: -bottom, right: -left, bottom: -top };
  return { left: -bottom, top: left, right: -top, bottom: right };
}

function startRun({ text, bounds }: PdfCharacter): Run {
  return { text, bounds: { ...bounds } };
}

function extend(bounds: Bounds, { left, top, right, bottom }: Bounds): void {
  bounds.left = Math.min(bounds.left, left);
  bounds.top = Math.min(bounds.top, top);
  bounds.right = Math.max(bounds.right, right);
  bounds.bottom = Math.max(bounds.bottom, bottom);
}

function isBlank({ text }: PdfCharacter): boolean {
  // Control characters stand for glyphs that nobody sees.
  return text.trim() === '' || /^\p{Cc}$/u.test(text);
}

function share(value: number, whole: number): number {
  return Math.min(1, Math.max(0, value / whole));
}
