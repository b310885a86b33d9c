import type { RgbImage } from '../image/rgb-image.js';
import type { LineBox } from './line-box.js';

/** A text line straightened and scaled to the recogniser's height. */
export interface LineCrop {
  /** Planes of blue, green, red, each `CROP_HEIGHT` x `paddedWidth`, -1 black to 1 white. */
  input: Float32Array;
  /** Columns that show the line; those behind up to `paddedWidth` are 0. */
  width: number;
  paddedWidth: number;
}

export const CROP_HEIGHT = 48;

const NARROWEST = 16;
const WIDEST = 2400;
const WIDTH_MULTIPLE = 8;
// From this factor of shrinking on, four samples a pixel keep thin strokes.
const SUPERSAMPLE_FROM = 1.6;

/**
 * Cuts a line out of its page by bilinear sampling along the line's own axes.
 *
 * @param stretch by how much it is made wider.
 */
export function cropLine(page: RgbImage, box: LineBox, stretch = 1): LineCrop {
  const scaled = Math.ceil((box.width * stretch * CROP_HEIGHT) / box.height);
  const width = Math.min(WIDEST, Math.max(NARROWEST, scaled));
  const paddedWidth = Math.ceil(width / WIDTH_MULTIPLE) * WIDTH_MULTIPLE;
  const crop = { input: new Float32Array(3 * CROP_HEIGHT * paddedWidth), width, paddedWidth };
  const samples = box.height / CROP_HEIGHT > SUPERSAMPLE_FROM ? 2 : 1;
  for (let j = 0; j < samples; j++) {
    for (let i = 0; i < samples; i++) {
      addSamples(crop, page, box, { x: (i + 0.5) / samples, y: (j + 0.5) / samples, weight: 1 / samples ** 2 });
    }
  }
  return crop;
}

/** Adds the page's colours at one place within each pixel of the crop. */
function addSamples(
  { input, width, paddedWidth }: LineCrop,
  { data, width: pageWidth, height: pageHeight }: RgbImage,
  { corners: [origin, along, , across] }: LineBox,
  { x: offsetX, y: offsetY, weight }: { x: number; y: number; weight: number },
): void {
  const [ux, uy] = [(along[0] - origin[0]) / width, (along[1] - origin[1]) / width];
  const [vx, vy] = [(across[0] - origin[0]) / CROP_HEIGHT, (across[1] - origin[1]) / CROP_HEIGHT];
  const [lastX, lastY] = [Math.max(0, pageWidth - 1.001), Math.max(0, pageHeight - 1.001)];
  const plane = CROP_HEIGHT * paddedWidth;
  const row = pageWidth * 3;
  const factor = weight / 127.5;
  for (let y = 0; y < CROP_HEIGHT; y++) {
    for (let x = 0; x < width; x++) {
      const px = clamp(origin[0] + ux * (x + offsetX) + vx * (y + offsetY) - 0.5, lastX);
      const py = clamp(origin[1] + uy * (x + offsetX) + vy * (y + offsetY) - 0.5, lastY);
      const left = Math.floor(px);
      const top = Math.floor(py);
      const [fx, fy] = [px - left, py - top];
      const at = top * row + left * 3;
      const to = y * paddedWidth + x;
      for (let channel = 0; channel < 3; channel++) {
        const from = at + channel;
        const above = (data[from] ?? 0) * (1 - fx) + (data[from + 3] ?? 0) * fx;
        const below = (data[from + row] ?? 0) * (1 - fx) + (data[from + row + 3] ?? 0) * fx;
        const value = above * (1 - fy) + below * fy;
        const target = to + (2 - channel) * plane;
        input[target] = (input[target] ?? 0) + value * factor - weight;
      }
    }
  }
}

function clamp(value: number, last: number): number {
  return Math.max(0, Math.min(value, last));
}
