import { beforeAll, describe, expect, it } from 'vitest';
import { turn } from '../image/rgb-image.js';
import type { Rotation } from '../reading.js';
import { drawImage } from '../testing/documents.js';
import { detectLines } from './detect.js';
import type { LineBox } from './line-box.js';
import { loadModels, type OcrModels } from './models.js';
import { findRotation } from './orientation.js';

/** A line of this height all across the page. */
function across(width: number, top: number, height: number): LineBox {
  const corners = [
    [0, top],
    [width, top],
    [width, top + height],
    [0, top + height],
  ] as const;
  return { corners, width, height, vertical: false, score: 1 };
}

describe('findRotation', () => {
  let models: OcrModels;
  beforeAll(async () => {
    models = await loadModels();
  });

  it.each([90, 270] as const)(
    'turns a page by %d degrees on which amounts below one another are found as one line',
    async (rotation) => {
      const page = await turn(await drawImage(), ((360 - rotation) % 360) as Rotation);
      const boxes = await detectLines(models.detector, page, 900_000);
      const merged = Array.from({ length: 6 }, (_, row) => across(page.width, (row * page.height) / 6, 40));
      expect(boxes.length).toBeGreaterThan(0);
      expect(await findRotation(models, page, [...boxes, ...merged])).toBe(rotation);
    },
  );

  it('leaves a page as it is on which nothing was found', async () => {
    expect(await findRotation(models, await drawImage(), [])).toBe(0);
  });
});
