import { inReadingOrder } from '@las/layout';
import { type RgbImage, turn } from '../image/rgb-image.js';
import type { Box, Page, Word } from '../reading.js';
import { detectLines } from './detect.js';
import { weighAccents } from './foreign-letters.js';
import { type LineBox, reverse, sliceBounds } from './line-box.js';
import type { OcrModels } from './models.js';
import { findRotation } from './orientation.js';
import { type RecognisedLine, recogniseLine } from './recognise.js';
import { type LineWord, splitWords } from './words.js';

/** A page as it was recognised; its number is the caller's to know. */
export type RecognisedPage = Omit<Page, 'number'>;

// What the recogniser is less sure of is mostly not text at all: logos, lines, stains.
const LEAST_LINE_CONFIDENCE = 0.5;

/**
 * Reads the words in an image of a page.
 *
 * @param detectionPixels the size at which lines are looked for; they are recognised at the image's own size.
 */
export async function readImage(
  models: OcrModels,
  image: RgbImage,
  { detectionPixels, autoRotate }: { detectionPixels: number; autoRotate: boolean },
): Promise<RecognisedPage> {
  const boxes = await detectLines(models.detector, image, detectionPixels);
  const rotation = autoRotate ? await findRotation(models, image, boxes) : 0;
  if (rotation === 0) return toPage(image, rotation, await recogniseLines(models, image, boxes));
  const upright = await turn(image, rotation);
  const uprightBoxes = await detectLines(models.detector, upright, detectionPixels);
  return toPage(upright, rotation, await recogniseLines(models, upright, uprightBoxes));
}

interface Line {
  box: LineBox;
  words: LineWord[];
}

async function recogniseLines(models: OcrModels, page: RgbImage, boxes: readonly LineBox[]): Promise<Line[]> {
  const lines: Line[] = [];
  for (const box of boxes) {
    const line = await recogniseEitherWay(models, page, box);
    if (line.confidence < LEAST_LINE_CONFIDENCE) continue;
    const words = splitWords(line, models.dictionary);
    if (words.length > 0) lines.push({ box: line.box, words });
  }
  return lines;
}

/** A line down a page that is upright otherwise may be meant to be read down or up. */
async function recogniseEitherWay(models: OcrModels, page: RgbImage, box: LineBox): Promise<RecognisedLine> {
  const down = await recogniseLine(models, page, box);
  if (!box.vertical) return down;
  const up = await recogniseLine(models, page, reverse(box));
  return up.confidence > down.confidence ? up : down;
}

function toPage({ width, height }: RgbImage, rotation: Page['rotation'], lines: readonly Line[]): RecognisedPage {
  const weigh = weighAccents(lines.flatMap(({ words: lineWords }) => lineWords));
  const words = lines.flatMap(({ box, words: lineWords }, segment) =>
    lineWords.map(weigh).map(({ text, confidence, alternatives, start, end }): Word => {
      const [left, top, right, bottom] = sliceBounds(box, start, end);
      const relative: Box = [share(left, width), share(top, height), share(right, width), share(bottom, height)];
      return { text, confidence, box: relative, segment, ...(alternatives.length > 0 && { alternatives }) };
    }),
  );
  return { width, height, rotation, source: 'ocr', words: inReadingOrder({ width, height, words }) };
}

function share(value: number, whole: number): number {
  return Math.min(1, Math.max(0, value / whole));
}
