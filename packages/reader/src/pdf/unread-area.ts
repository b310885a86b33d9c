import { type Bounds, inReadingOrder } from '@las/layout';
import { crop, type RgbImage } from '../image/rgb-image.js';
import type { OcrModels } from '../ocr/models.js';
import { readImage } from '../ocr/read-image.js';
import type { Box, Page, Word } from '../reading.js';
import type { Size } from './turn.js';

interface Area {
  /** In the unit of the page's size. */
  area: Bounds;
  size: Size;
  detectionPixels: number;
}

/** The words in a part of an image of a page, their boxes relative to the page. */
export async function readArea(
  models: OcrModels,
  image: RgbImage,
  { area, size, detectionPixels }: Area,
): Promise<Word[]> {
  const [x, y] = [image.width / size.width, image.height / size.height];
  const [left, top] = [Math.floor(area.left * x), Math.floor(area.top * y)];
  const width = Math.max(1, Math.min(image.width, Math.ceil(area.right * x)) - left);
  const height = Math.max(1, Math.min(image.height, Math.ceil(area.bottom * y)) - top);
  const part = await crop(image, { left, top, width, height });
  const { words } = await readImage(models, part, { detectionPixels, autoRotate: false });
  const toPage = ([x0, y0, x1, y1]: Box): Box => [
    (left + x0 * width) / image.width,
    (top + y0 * height) / image.height,
    (left + x1 * width) / image.width,
    (top + y1 * height) / image.height,
  ];
  return words.map((word) => ({ ...word, box: toPage(word.box) }));
}

/** The page with recognised words beside its own, but for those that stand where its own do. */
export function addRecognised<P extends Pick<Page, 'width' | 'height' | 'words'>>(
  page: P,
  recognised: readonly Word[],
): P {
  const added = recognised.filter(({ box }) => !page.words.some((own) => overlaps(own.box, box)));
  const segments = (page.words.at(-1)?.segment ?? -1) + 1;
  const words = [...page.words, ...added.map((word) => ({ ...word, segment: segments + word.segment }))];
  return { ...page, words: inReadingOrder({ ...page, words }) };
}

/** Whether the middle of one is inside the other. */
function overlaps(a: Box, b: Box): boolean {
  return holdsMiddle(a, b) || holdsMiddle(b, a);
}

function holdsMiddle([left, top, right, bottom]: Box, [x0, y0, x1, y1]: Box): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return x >= left && x <= right && y >= top && y <= bottom;
}
