// What makes a line that is cut twice look a little different the second time: its box, and the ink's strength and edges.
import { CROP_HEIGHT } from '../dist/ocr/crop.js';

/** The box shifted, grown or shrunk by some hundredths of its height, its ends by more, and turned by up to half a degree. */
export function jitterBox(box, random) {
  const { height, width } = box;
  const between = (low, high) => low + (high - low) * random();
  const [above, below] = [between(-0.05, 0.12) * height, between(-0.05, 0.12) * height];
  const [before, behind] = [between(-0.04, 0.25) * height, between(-0.04, 0.25) * height];
  const rise = Math.max(-0.08 * height, Math.min(0.08 * height, between(-0.009, 0.009) * width));
  const [origin, along, , across] = box.corners;
  const [ux, uy] = [(along[0] - origin[0]) / width, (along[1] - origin[1]) / width];
  const [vx, vy] = [(across[0] - origin[0]) / height, (across[1] - origin[1]) / height];
  const corner = (u, v) => [origin[0] + u * ux + v * vx, origin[1] + u * uy + v * vy];
  const corners = [
    corner(-before, -above + rise),
    corner(width + behind, -above - rise),
    corner(width + behind, height + below - rise),
    corner(-before, height + below + rise),
  ];
  return { ...box, corners, width: width + before + behind, height: height + above + below };
}

/** Fainter or stronger ink on lighter or darker paper, sometimes blurred, sharpened or noisy; in place. */
export function varyInk({ input, width, paddedWidth }, random) {
  const plane = CROP_HEIGHT * paddedWidth;
  const [gain, offset] = random() < 0.6 ? [0.65 + 0.5 * random(), -0.2 + 0.35 * random()] : [1, 0];
  const noise = random() < 0.25 ? 0.02 + 0.1 * random() : 0;
  const blur = random() < 0.35 ? -0.35 + 0.85 * random() : 0;
  for (let channel = 0; channel < 3; channel++) {
    const values = input.subarray(channel * plane, (channel + 1) * plane);
    const before = blur === 0 ? values : values.slice();
    for (let y = 0; y < CROP_HEIGHT; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * paddedWidth + x;
        const inner = x > 0 && x < width - 1 && y > 0 && y < CROP_HEIGHT - 1;
        const around = inner && blur !== 0 ? neighbours(before, at, paddedWidth) : before[at];
        const value = before[at] + (around - before[at]) * blur;
        const wanted = value * gain + offset + noise * (random() + random() + random() - 1.5);
        values[at] = Math.max(-1, Math.min(1, wanted));
      }
    }
  }
}

function neighbours(values, at, row) {
  return (
    (values[at - 1] + values[at + 1] + values[at - row] + values[at + row]) / 6 +
    (values[at - row - 1] + values[at - row + 1] + values[at + row - 1] + values[at + row + 1]) / 12
  );
}

/** Numbers of 0..1, the same for the same seed (mulberry32). */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
