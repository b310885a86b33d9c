import { CROP_HEIGHT, type LineCrop } from './crop.js';
import type { Character, RecognisedLine } from './recognise.js';

/** What lies between two characters of a line, neither of them a space; lengths in pixels of the crop. */
export interface Gap {
  left: Character;
  right: Character;
  /** Longest run of columns without ink between the two. */
  ink: number;
  /** From the time step of the one to that of the other. */
  distance: number;
  /** Whether the network saw a space between the two. */
  spaceSeen: boolean;
  /** Of all gaps of the line. */
  medianInk: number;
  medianDistance: number;
  /** The larger ink and the smaller distance of the gaps before and behind. */
  neighbourInk: number;
  neighbourDistance: number;
}

// About a character's width; for lines of one character.
const USUAL_DISTANCE = 24;
// Rows at the crop's edges often show the lines above and below.
const EDGE_ROWS = 6;

/** The gaps between a line's characters in their order, spaces left out. */
export function measureGaps(line: RecognisedLine): Gap[] {
  const measured = measureEach(line);
  const medianInk = median(measured.map(({ ink }) => ink)) ?? 0;
  const medianDistance = median(measured.map(({ distance }) => distance)) || USUAL_DISTANCE;
  return measured.map((gap, index) => {
    const before = measured[index - 1];
    const behind = measured[index + 1];
    return {
      ...gap,
      medianInk,
      medianDistance,
      neighbourInk: Math.max(before?.ink ?? medianInk, behind?.ink ?? medianInk),
      neighbourDistance:
        Math.min(before?.distance ?? medianDistance, behind?.distance ?? medianDistance) || USUAL_DISTANCE,
    };
  });
}

type OwnMeasures = Pick<Gap, 'left' | 'right' | 'ink' | 'distance' | 'spaceSeen'>;

function measureEach({ crop, characters, pixelsPerStep }: RecognisedLine): OwnMeasures[] {
  const isWhite = findWhiteColumns(crop);
  const gaps: OwnMeasures[] = [];
  let left: Character | undefined;
  let spaceSeen = false;
  for (const right of characters) {
    if (isSpace(right)) {
      spaceSeen = true;
      continue;
    }
    if (left !== undefined) {
      const from = Math.round(left.step * pixelsPerStep);
      const to = Math.min(crop.width - 1, Math.round((right.step + 1) * pixelsPerStep));
      const distance = (right.step - left.step) * pixelsPerStep;
      gaps.push({ left, right, ink: longestRun(isWhite, from, to), distance, spaceSeen });
    }
    left = right;
    spaceSeen = false;
  }
  return gaps;
}

function longestRun(isWhite: readonly boolean[], from: number, to: number): number {
  let [run, longest] = [0, 0];
  for (let column = from; column <= to; column++) {
    run = isWhite[column] ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
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

/** Whether the network saw white space here. */
export function isSpace({ text }: Character): boolean {
  return text.trim() === '';
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
