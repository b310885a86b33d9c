import { type Bounds, median, unite } from './bounds.js';
import type { PlacedWord } from './segments.js';
import type { BoundedWord } from './words.js';

interface Size {
  width: number;
  height: number;
}

// Of the line height, from one side of the text to the other: where lines rise by less, rows are found as they are.
const LEAST_RISE = 0.5;
// Beyond it, upright boxes no longer tell the size of the text in them, nor is it skew.
const MOST_SKEW = Math.PI / 6;
// Of its height: a shorter line does not tell its direction.
const LEAST_LENGTH = 3;
const LEAST_LINES = 3;

/**
 * By how much the text runs turned clockwise against the page, in radians: the direction of the longer text lines; 0 where
 * it is too little to matter or lines disagree.
 */
export function findSkew(words: readonly BoundedWord[], { width, height }: Size): number {
  const directions: { angle: number; length: number }[] = [];
  for (const [first, last] of endsOfLines(words)) {
    const x = ((last.box[0] + last.box[2] - first.box[0] - first.box[2]) / 2) * width;
    const y = ((last.box[1] + last.box[3] - first.box[1] - first.box[3]) / 2) * height;
    const angle = Math.atan2(y, x);
    const lineHeight = Math.min(...[first, last].map((word) => ownSize(word, { width, height }, angle).height));
    const length = Math.hypot(x, y);
    if (length > LEAST_LENGTH * lineHeight && Math.abs(angle) < MOST_SKEW) directions.push({ angle, length });
  }
  if (directions.length < LEAST_LINES) return 0;
  const skew = weightedMedian(directions);
  return riseInLines(words, { width, height }, skew) < LEAST_RISE ? 0 : skew;
}

/** By how many line heights a row rises or falls over the text's width. */
function riseInLines(words: readonly BoundedWord[], { width, height }: Size, skew: number): number {
  const { left, right } = unite(
    words.map(({ box: [x0, y0, x1, y1] }) => ({ left: x0, top: y0, right: x1, bottom: y1 })),
  );
  const lineHeight = median(words.map(({ box }) => box[3] - box[1]));
  return (Math.abs(Math.tan(skew)) * (right - left) * width) / Math.max(1e-9, lineHeight * height);
}

function endsOfLines(words: readonly BoundedWord[]): [first: BoundedWord, last: BoundedWord][] {
  const ends: [BoundedWord, BoundedWord][] = [];
  for (const word of words) {
    const line = ends.at(-1);
    if (line?.[0].segment === word.segment) line[1] = word;
    else ends.push([word, word]);
  }
  return ends;
}

function weightedMedian(directions: { angle: number; length: number }[]): number {
  directions.sort((a, b) => a.angle - b.angle);
  let left = directions.reduce((sum, { length }) => sum + length, 0) / 2;
  for (const { angle, length } of directions) {
    left -= length;
    if (left <= 0) return angle;
  }
  return 0;
}

/** The word's place in the page's unit, on the page turned back about its centre by the skew. */
export function placeWord(word: BoundedWord, size: Size, skew: number): PlacedWord {
  const { text, confidence, alternatives, box, segment, index } = word;
  const { width, height } = size;
  const bounds = { left: box[0] * width, top: box[1] * height, right: box[2] * width, bottom: box[3] * height };
  const { left, top, right, bottom } = skew === 0 ? bounds : straighten(word, size, skew);
  return { text, confidence, alternatives, word: index, line: segment, left, top, right, bottom };
}

/** The word's place on the page turned back: its middle turns, and its own size stays. */
function straighten(word: BoundedWord, page: Size, skew: number): Bounds {
  const { width, height } = ownSize(word, page, skew);
  const [left, top, right, bottom] = word.box;
  const [x, y] = turnAboutCentre(((left + right) / 2) * page.width, ((top + bottom) / 2) * page.height, page, -skew);
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

/** A turned word's own width and height, of which the upright rectangle around it is made. */
function ownSize({ box: [left, top, right, bottom] }: BoundedWord, page: Size, skew: number): Size {
  const [outerWidth, outerHeight] = [(right - left) * page.width, (bottom - top) * page.height];
  const [cos, sin] = [Math.cos(skew), Math.abs(Math.sin(skew))];
  const shrink = cos * cos - sin * sin;
  // What was cut off at the page's edge would come out too small.
  const width = Math.max((outerWidth * cos - outerHeight * sin) / shrink, outerWidth / 8);
  const height = Math.max((outerHeight * cos - outerWidth * sin) / shrink, outerHeight / 8);
  return { width, height };
}

/** The upright rectangle on the page as it is around one on the straightened page; both in the page's unit. */
export function onPage({ left, top, right, bottom }: Bounds, size: Size, skew: number): Bounds {
  if (skew === 0) return { left, top, right, bottom };
  const corners = [
    turnAboutCentre(left, top, size, skew),
    turnAboutCentre(right, top, size, skew),
    turnAboutCentre(right, bottom, size, skew),
    turnAboutCentre(left, bottom, size, skew),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function turnAboutCentre(x: number, y: number, { width, height }: Size, angle: number): [x: number, y: number] {
  const [dx, dy] = [x - width / 2, y - height / 2];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos];
}
