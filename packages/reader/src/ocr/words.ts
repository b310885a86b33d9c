import { CROP_HEIGHT, type LineCrop } from './crop.js';
import { type Character, mean, type RecognisedLine } from './recognise.js';

/** A word of a line and where along the line's box it stands, 0..1. */
export interface LineWord {
  text: string;
  confidence: number;
  start: number;
  end: number;
}

// A gap parts words when it is wide in itself (in pixels of the crop), wide for its line, and the network, too, took long
// over it: a "1" leaves much white around it but no time.
const LEAST_GAP = 11;
const GAP_TO_MEDIAN = 1.6;
const DISTANCE_TO_MEDIAN = 1.15;
const USUAL_DISTANCE = 24;

// Rows at the crop's edges often show the lines above and below.
const EDGE_ROWS = 6;

/**
 * Splits a recognised line into words. The network was trained on text in which spaces are rare and drops most of them,
 * so that they are found by the white between the characters.
 */
export function splitWords(line: RecognisedLine): LineWord[] {
  const groups = joinDecimals(groupCharacters(line));
  const toLine = (step: number) => (step * line.pixelsPerStep) / line.crop.width;
  return groups.flatMap((characters) => {
    const first = characters[0];
    const last = characters.at(-1);
    if (first === undefined || last === undefined) return [];
    return [
      {
        text: textOf(characters),
        confidence: mean(characters.map(({ probability }) => probability)),
        start: Math.max(0, toLine(first.step - 0.5)),
        end: Math.min(1, toLine(last.step + 1.5)),
      },
    ];
  });
}

function groupCharacters(line: RecognisedLine): Character[][] {
  const gaps = measureGaps(line);
  const inWords = gaps.filter(({ left, right }) => !isSpace(left) && !isSpace(right));
  const usualGap = median(inWords.map(({ ink }) => ink)) ?? 0;
  const usualDistance = median(inWords.map(({ distance }) => distance)) || USUAL_DISTANCE;
  const groups: Character[][] = [];
  let current: Character[] | undefined;
  for (const [index, character] of line.characters.entries()) {
    if (isSpace(character)) {
      current = undefined;
      continue;
    }
    const gap = gaps[index - 1];
    const apart =
      gap !== undefined &&
      gap.ink > Math.max(LEAST_GAP, GAP_TO_MEDIAN * usualGap) &&
      gap.distance > DISTANCE_TO_MEDIAN * usualDistance;
    if (current === undefined || apart) {
      current = [];
      groups.push(current);
    }
    current.push(character);
  }
  return groups;
}

interface Gap {
  left: Character;
  right: Character;
  /** Longest run of columns without ink between the two, in pixels of the crop. */
  ink: number;
  /** Between the time steps of the two, in pixels of the crop. */
  distance: number;
}

/** One for each two characters that follow each other. */
function measureGaps({ crop, characters, pixelsPerStep }: RecognisedLine): Gap[] {
  const isWhite = findWhiteColumns(crop);
  return characters.slice(1).flatMap((right, index) => {
    const left = characters[index];
    if (left === undefined) return [];
    const from = Math.round(left.step * pixelsPerStep);
    const to = Math.min(crop.width - 1, Math.round((right.step + 1) * pixelsPerStep));
    let [run, ink] = [0, 0];
    for (let column = from; column <= to; column++) {
      run = isWhite[column] ? run + 1 : 0;
      if (run > ink) ink = run;
    }
    return [{ left, right, ink, distance: (right.step - left.step) * pixelsPerStep }];
  });
}

/** Which columns of the crop have no ink, by the darkest pixel of each. */
function findWhiteColumns({ input, width, paddedWidth }: LineCrop): boolean[] {
  const green = CROP_HEIGHT * paddedWidth;
  const darkest = new Float32Array(width).fill(1);
  for (let y = EDGE_ROWS; y < CROP_HEIGHT - EDGE_ROWS; y++) {
    for (let x = 0; x < width; x++) {
      const value = input[green + y * paddedWidth + x] ?? 1;
      if (value < (darkest[x] ?? 1)) darkest[x] = value;
    }
  }
  const sorted = darkest.toSorted();
  const ink = sorted[Math.floor(width * 0.15)] ?? -1;
  const paper = sorted[Math.floor(width * 0.97)] ?? 1;
  const threshold = ink + (paper - ink) * 0.55;
  return Array.from(darkest, (value) => value > threshold);
}

/** Amounts are often printed with a wide gap behind the decimal point: "2. 83" is 2.83. */
function joinDecimals(groups: Character[][]): Character[][] {
  const joined: Character[][] = [];
  for (const group of groups) {
    const before = joined.at(-1);
    if (before !== undefined && /\d[.,]$/.test(textOf(before)) && /^\d{2}(?!\d)/.test(textOf(group))) {
      before.push(...group);
    } else {
      joined.push(group);
    }
  }
  return joined;
}

function textOf(characters: readonly Character[]): string {
  // Compatibility forms of stand-alone accents contain a space.
  return characters
    .map(({ text }) => text)
    .join('')
    .normalize('NFKC')
    .replace(/\s+/gu, '');
}

function isSpace({ text }: Character): boolean {
  return text.trim() === '';
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
