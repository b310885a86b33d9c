import { type RgbImage, scale } from '../image/rgb-image.js';
import { findComponents } from './components.js';
import { fitLineBox, type LineBox } from './line-box.js';
import type { Network } from './models.js';

/** How likely each pixel of the scaled-down page is to be in the core of a text line, 0..1. */
export interface TextMap {
  probabilities: Float32Array;
  width: number;
  height: number;
}

// The network halves its input five times.
const SIDE_MULTIPLE = 32;

// ImageNet's, which the network was trained with; the channels go in as blue, green, red.
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

const PIXEL_THRESHOLD = 0.3;
const BOX_THRESHOLD = 0.5;
const SHORTEST_SIDE = 3;

/**
 * Finds the text lines of a page by differentiable binarisation (Liao et al., arXiv 1911.08947).
 *
 * @param maxPixels the size at which the page is looked at; larger pages are scaled down to it.
 */
export async function detectLines(detector: Network, page: RgbImage, maxPixels: number): Promise<LineBox[]> {
  const map = await mapText(detector, page, maxPixels);
  const toPage = { x: page.width / map.width, y: page.height / map.height };
  const boxes: LineBox[] = [];
  for (const component of findComponents(map, PIXEL_THRESHOLD)) {
    const thin = Math.min(component.right - component.left, component.bottom - component.top) < SHORTEST_SIDE;
    if (thin || component.score < BOX_THRESHOLD) continue;
    const box = fitLineBox(component, map.width, toPage);
    if (box !== undefined) boxes.push(box);
  }
  return boxes;
}

async function mapText(detector: Network, page: RgbImage, maxPixels: number): Promise<TextMap> {
  const factor = Math.min(1, Math.sqrt(maxPixels / (page.width * page.height)));
  const width = toMultiple(page.width * factor);
  const height = toMultiple(page.height * factor);
  const { data } = await scale(page, width, height);
  const answer = await detector(toInput(data), [1, 3, height, width]);
  return { probabilities: answer.data, width, height };
}

function toMultiple(side: number): number {
  return Math.max(1, Math.round(side / SIDE_MULTIPLE)) * SIDE_MULTIPLE;
}

function toInput(rgb: Uint8Array): Float32Array {
  const pixels = rgb.length / 3;
  const input = new Float32Array(rgb.length);
  for (let channel = 0; channel < 3; channel++) {
    const deviation = DEVIATION[channel] ?? 1;
    const factor = 1 / (255 * deviation);
    const offset = (MEAN[channel] ?? 0) / deviation;
    const plane = channel * pixels;
    for (let pixel = 0, at = 2 - channel; pixel < pixels; pixel++, at += 3) {
      input[plane + pixel] = (rgb[at] ?? 0) * factor - offset;
    }
  }
  return input;
}
