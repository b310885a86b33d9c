import type { Reading, Word } from '@las/reader';
import { type Homography, project } from '@las/samples/parts';

/**
 * What was read in a degraded copy of a one-page image, its boxes where the words stand in the original: the transcript's
 * boxes are there. A box keeps its size and is moved by its centre.
 *
 * @param from size of the degraded copy in pixels, and its way back to the original's pixels
 * @param original size of the original in pixels
 */
export function readingOnOriginal(
  reading: Reading,
  from: { width: number; height: number; toOriginal: Homography },
  original: { width: number; height: number },
): Reading {
  const move = (word: Word): Word => {
    const [left, top, right, bottom] = word.box;
    const centre = project(from.toOriginal, {
      x: ((left + right) / 2) * from.width,
      y: ((top + bottom) / 2) * from.height,
    });
    const [x, y] = [centre.x / original.width, centre.y / original.height];
    const [halfWidth, halfHeight] = [(right - left) / 2, (bottom - top) / 2];
    return { ...word, box: [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight] };
  };
  return { ...reading, pages: reading.pages.map((page) => ({ ...page, words: page.words.map(move) })) };
}
