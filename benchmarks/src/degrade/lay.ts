import {
  type Homography,
  homographyBetween,
  type Point,
  project,
  type Quadrilateral,
  type Random,
} from '@las/samples/parts';
import { CHANNELS, type Raster } from './raster.js';

type Rgb = readonly [red: number, green: number, blue: number];

/** A raster that shows another one from elsewhere. */
export interface Laid {
  raster: Raster;
  /** From its pixels to those of the original. */
  toOriginal: Homography;
}

const DESKS: readonly Rgb[] = [
  [94, 70, 52],
  [140, 112, 84],
  [60, 62, 66],
  [168, 164, 158],
];
/** What a scanner's lid looks like. */
const LID: Rgb = [236, 236, 234];
const SKEW_DEGREES = 15;

/** Lies on a scanner turned by 15 degrees, to the one side or the other. */
export function skew(raster: Raster, random: Random): Laid {
  const angle = ((random.chance(0.5) ? 1 : -1) * SKEW_DEGREES * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [halfWidth, halfHeight] = [raster.width / 2, raster.height / 2];
  const turned = corners(raster).map(({ x, y }) => ({
    x: (x - halfWidth) * cos - (y - halfHeight) * sin,
    y: (x - halfWidth) * sin + (y - halfHeight) * cos,
  }));
  return lay(raster, turned, LID);
}

/**
 * Seen by a phone that is held at an angle, on a desk: one side is 12 to 25 % shorter than the one across, and the page is
 * turned a little.
 */
export function tilt(raster: Raster, random: Random): Laid {
  const { width, height } = raster;
  const narrowing = random.between(0.12, 0.25);
  const isFarSideShort = random.chance(0.7);
  const turn = (random.between(-4, 4) * Math.PI) / 180;
  const depth = random.between(0.88, 0.97);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const seen = corners(raster).map(({ x, y }) => {
    const far = isFarSideShort ? 1 - y / height : x / width;
    const share = 1 - narrowing * far;
    const fromMiddle = isFarSideShort
      ? { x: (x - width / 2) * share, y: (y - height / 2) * depth }
      : { x: (x - width / 2) * depth, y: (y - height / 2) * share };
    return { x: fromMiddle.x * cos - fromMiddle.y * sin, y: fromMiddle.x * sin + fromMiddle.y * cos };
  });
  return lay(raster, seen, random.pick(DESKS), Math.round(Math.min(width, height) * random.between(0.02, 0.06)));
}

function corners({ width, height }: { width: number; height: number }): Quadrilateral {
  return [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
}

/** Draws the original so that its corners come to the given places, with some margin around them. */
function lay(original: Raster, places: readonly Point[], ground: Rgb, margin = 0): Laid {
  const left = Math.min(...places.map(({ x }) => x)) - margin;
  const top = Math.min(...places.map(({ y }) => y)) - margin;
  const moved = places.map(({ x, y }) => ({ x: x - left, y: y - top }));
  const [first, second, third, fourth] = moved;
  if (!first || !second || !third || !fourth) throw new RangeError('A page has four corners');
  const toOriginal = homographyBetween([first, second, third, fourth], corners(original));
  const size = {
    width: Math.ceil(Math.max(...moved.map(({ x }) => x)) + margin),
    height: Math.ceil(Math.max(...moved.map(({ y }) => y)) + margin),
  };
  return { raster: warp(original, toOriginal, { ...size, ground }), toOriginal };
}

function warp(
  original: Raster,
  toOriginal: Homography,
  { width, height, ground }: { width: number; height: number; ground: Rgb },
): Raster {
  const data = new Uint8ClampedArray(width * height * CHANNELS);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += CHANNELS) {
      // Pixels are looked at in their middle.
      const place = project(toOriginal, { x: x + 0.5, y: y + 0.5 });
      mix(original, { x: place.x - 0.5, y: place.y - 0.5 }, { data, at, ground });
    }
  }
  return { width, height, data };
}

/** Writes the colour between four pixels of the original, or the ground beside it. */
function mix(
  { width, height, data }: Raster,
  { x, y }: Point,
  into: { data: Uint8ClampedArray; at: number; ground: Rgb },
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const isOutside = left < 0 || top < 0 || left >= width - 1 || top >= height - 1;
  const [shareX, shareY] = [x - left, y - top];
  const first = (top * width + left) * CHANNELS;
  const below = first + width * CHANNELS;
  for (let channel = 0; channel < CHANNELS; channel++) {
    if (isOutside) {
      into.data[into.at + channel] = into.ground[channel] ?? 0;
      continue;
    }
    const [upper, under] = [first + channel, below + channel];
    into.data[into.at + channel] =
      ((data[upper] ?? 0) * (1 - shareX) + (data[upper + CHANNELS] ?? 0) * shareX) * (1 - shareY) +
      ((data[under] ?? 0) * (1 - shareX) + (data[under + CHANNELS] ?? 0) * shareX) * shareY;
  }
}
