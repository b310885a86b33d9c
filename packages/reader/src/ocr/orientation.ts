import type { RgbImage } from '../image/rgb-image.js';
import type { Rotation } from '../reading.js';
import { type LineBox, reverse } from './line-box.js';
import type { OcrModels } from './models.js';
import { type RecognisedLine, recogniseLine } from './recognise.js';

const LINES_LOOKED_AT = 10;
// Shorter boxes are often square and say nothing of the direction.
const LEAST_ASPECT = 2.5;

/**
 * How far a page has to be turned clockwise to stand upright. The shape of the line boxes gives the axis; which way along
 * it is decided by how surely the lines are recognised from either end.
 */
export async function findRotation(models: OcrModels, page: RgbImage, boxes: readonly LineBox[]): Promise<Rotation> {
  const longest = boxes
    .filter(({ width, height }) => width > LEAST_ASPECT * height)
    .sort((a, b) => b.width * b.score - a.width * a.score)
    .slice(0, LINES_LOOKED_AT);
  // By length: where little is found, scraps of a few letters often lie across the lines.
  const vertical = totalWidth(longest.filter((box) => box.vertical)) > totalWidth(longest) / 2;
  let [forward, backward] = [0, 0];
  for (const box of longest.filter((candidate) => candidate.vertical === vertical)) {
    forward += plausibility(await recogniseLine(models, page, box));
    backward += plausibility(await recogniseLine(models, page, reverse(box)));
  }
  if (vertical) return forward >= backward ? 270 : 90;
  return forward >= backward ? 0 : 180;
}

function totalWidth(boxes: readonly LineBox[]): number {
  return boxes.reduce((sum, { width }) => sum + width, 0);
}

/** Sureness, less where the characters are not letters and digits: upside-down text reads as strange signs. */
function plausibility({ characters, confidence }: RecognisedLine): number {
  const plain = characters.filter(({ text }) => /[A-Za-z0-9]/.test(text)).length;
  return (confidence * plain) / Math.max(1, characters.length);
}
