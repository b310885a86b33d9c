import type { RgbImage } from '../image/rgb-image.js';
import type { Rotation } from '../reading.js';
import { type LineBox, reverse } from './line-box.js';
import type { OcrModels } from './models.js';
import { type RecognisedLine, recogniseLine } from './recognise.js';

const LINES_LOOKED_AT = 10;
// Of each axis, where both are in question.
const LINES_OF_EITHER = 6;
// Shorter boxes are often square and say nothing of the direction.
const LEAST_ASPECT = 2.5;
// Of the lines' length: below it the boxes do not tell the axis. On a page on its side amounts below one another are often
// found as one line across them.
const CLEAR_SHARE = 0.9;

/** How well lines read from their start and from their end, 0..1. */
interface Directions {
  forward: number;
  backward: number;
}

/**
 * How far a page has to be turned clockwise to stand upright. The shape of the line boxes mostly gives the axis; how surely
 * lines are recognised from either end decides which way along it, and between the axes where both have boxes.
 */
export async function findRotation(models: OcrModels, page: RgbImage, boxes: readonly LineBox[]): Promise<Rotation> {
  const long = boxes.filter(({ width, height }) => width > LEAST_ASPECT * height);
  const across = long.filter(({ vertical }) => !vertical);
  const down = long.filter(({ vertical }) => vertical);
  const downShare = totalWidth(down) / Math.max(1, totalWidth(long));
  if (downShare <= 1 - CLEAR_SHARE) return turnOfAcross(await readEitherWay(models, page, across, LINES_LOOKED_AT));
  if (downShare >= CLEAR_SHARE) return turnOfDown(await readEitherWay(models, page, down, LINES_LOOKED_AT));
  const ofAcross = await readEitherWay(models, page, across, LINES_OF_EITHER);
  const ofDown = await readEitherWay(models, page, down, LINES_OF_EITHER);
  return best(ofAcross) >= best(ofDown) ? turnOfAcross(ofAcross) : turnOfDown(ofDown);
}

function totalWidth(boxes: readonly LineBox[]): number {
  return boxes.reduce((sum, { width }) => sum + width, 0);
}

function turnOfAcross({ forward, backward }: Directions): Rotation {
  return forward >= backward ? 0 : 180;
}

function turnOfDown({ forward, backward }: Directions): Rotation {
  return forward >= backward ? 270 : 90;
}

function best({ forward, backward }: Directions): number {
  return Math.max(forward, backward);
}

/** The longest lines' mean plausibility, by their length. */
async function readEitherWay(
  models: OcrModels,
  page: RgbImage,
  boxes: readonly LineBox[],
  count: number,
): Promise<Directions> {
  const longest = [...boxes].sort((a, b) => b.width * b.score - a.width * a.score).slice(0, count);
  const all = Math.max(1, totalWidth(longest));
  let [forward, backward] = [0, 0];
  for (const box of longest) {
    const share = box.width / all;
    forward += share * plausibility(await recogniseLine(models, page, box));
    backward += share * plausibility(await recogniseLine(models, page, reverse(box)));
  }
  return { forward, backward };
}

/** Sureness, less where the characters are not letters and digits: upside-down text reads as strange signs. */
function plausibility({ characters, confidence }: RecognisedLine): number {
  const plain = characters.filter(({ text }) => /[A-Za-z0-9]/.test(text)).length;
  return (confidence * plain) / Math.max(1, characters.length);
}
