import type { TextMap } from './detect.js';

/** Pixels of a map that touch, all above a threshold. */
export interface Component {
  /** Indexes into the map; only valid until the next component is asked for. */
  pixels: Int32Array;
  /** Bounds in pixels of the map; right and bottom are the last column and row inside. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Mean probability. */
  score: number;
}

/** The four-connected components of the pixels above the threshold, by the place of their first pixel. */
export function* findComponents({ probabilities, width, height }: TextMap, threshold: number): Generator<Component> {
  const seen = new Uint8Array(width * height);
  const queue = new Int32Array(width * height);
  for (let start = 0; start < seen.length; start++) {
    if (!seen[start] && above(start)) yield flood(start);
  }

  function above(pixel: number): boolean {
    return (probabilities[pixel] ?? 0) > threshold;
  }

  function flood(start: number): Component {
    let [left, right, top, bottom, sum, length] = [width, 0, height, 0, 0, 0];
    const visit = (pixel: number) => {
      if (seen[pixel] || !above(pixel)) return;
      seen[pixel] = 1;
      queue[length++] = pixel;
    };
    visit(start);
    for (let head = 0; head < length; head++) {
      const pixel = queue[head] ?? 0;
      const x = pixel % width;
      const y = (pixel - x) / width;
      sum += probabilities[pixel] ?? 0;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      if (x > 0) visit(pixel - 1);
      if (x < width - 1) visit(pixel + 1);
      if (y > 0) visit(pixel - width);
      if (y < height - 1) visit(pixel + width);
    }
    return { pixels: queue.subarray(0, length), left, top, right, bottom, score: sum / length };
  }
}
