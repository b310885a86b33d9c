import type { Random } from '@las/samples/parts';
import { type Raster, through } from './raster.js';

/** Radius of the disc that a point becomes out of focus, and length of its trace when the hand moves, both over the letters' height. */
const DEFOCUS = [0.1, 0.14] as const;
const MOTION = [0.22, 0.32] as const;

/** Out of focus or moved, so much that letters of the given height in pixels are soft but can still be told. */
export function blur(raster: Raster, random: Random, textHeight: number): Promise<Raster> {
  const kernel = random.chance(0.5)
    ? disc(Math.max(1, textHeight * random.between(...DEFOCUS)))
    : trace(Math.max(2, textHeight * random.between(...MOTION)), random.between(0, Math.PI));
  return through(raster, (image) => image.convolve(kernel));
}

interface Kernel {
  width: number;
  height: number;
  kernel: number[];
}

/** How much of each pixel lies within the radius, by 8 x 8 points. */
function disc(radius: number): Kernel {
  return sampled(Math.ceil(radius), (x, y) => (Math.hypot(x, y) <= radius ? 1 : 0));
}

/** How much of each pixel lies on a line of one pixel's thickness. */
function trace(length: number, angle: number): Kernel {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const isOnLine = (x: number, y: number) =>
    Math.abs(x * cos + y * sin) <= length / 2 && Math.abs(y * cos - x * sin) <= 0.5;
  return sampled(Math.ceil(length / 2), (x, y) => (isOnLine(x, y) ? 1 : 0));
}

function sampled(reach: number, inside: (x: number, y: number) => number): Kernel {
  const side = 2 * reach + 1;
  const points = 8;
  const kernel: number[] = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      let sum = 0;
      for (let point = 0; point < points * points; point++) {
        const x = column - 0.5 + ((point % points) + 0.5) / points;
        const y = row - 0.5 + (Math.floor(point / points) + 0.5) / points;
        sum += inside(x, y);
      }
      kernel.push(sum);
    }
  }
  return { width: side, height: side, kernel };
}
