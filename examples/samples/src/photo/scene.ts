import type { Random } from '../random.js';
import { type Homography, homographyBetween, type Point } from './homography.js';

type Rgb = readonly [number, number, number];

/** How a page lies before the camera, and in what light. */
export interface Scene {
  /** Of the photo, in pixels. */
  width: number;
  height: number;
  /** From pixels of the photo to pixels of the page. */
  toPage: Homography;
  desk: Rgb;
  /** Colour of white paper, each part 0..1. */
  paper: Rgb;
  /** How strong print is, 0..1. */
  ink: number;
  /** Brightness at the centre and its change towards the right and the bottom edge. */
  light: { centre: number; acrossX: number; acrossY: number };
  /** A shadow's edge: a line's direction, its distance from the centre in pixels, softness in pixels, and depth 0..1. */
  shadow: { x: number; y: number; offset: number; softness: number; depth: number };
  /** Deviation of the sensor's noise in levels of 256. */
  noise: number;
  /** Sigma of the lens's blur in pixels. */
  blur: number;
  /** Of the JPEG, 1..100. */
  quality: number;
}

const desks: readonly Rgb[] = [
  [92, 66, 46],
  [148, 116, 82],
  [54, 56, 60],
  [176, 172, 164],
  [70, 84, 96],
];
const papers: readonly Rgb[] = [
  [0.98, 0.98, 0.97],
  [0.97, 0.95, 0.9],
  [0.93, 0.94, 0.96],
];

/** Sets up a shot of a page of the given size in pixels. */
export function composeScene(random: Random, page: { width: number; height: number }): Scene {
  const margin = Math.min(page.width, page.height) * random.between(0.05, 0.12);
  const width = Math.round(page.width + 2 * margin);
  const height = Math.round(page.height + 2 * margin);
  const angle = random.between(0, 2 * Math.PI);
  return {
    width,
    height,
    toPage: layPage(random, { page, width, height }),
    desk: random.pick(desks),
    paper: random.pick(papers),
    ink: random.between(0.72, 1),
    light: {
      centre: random.between(0.84, 1),
      acrossX: random.between(-0.12, 0.12),
      acrossY: random.between(-0.12, 0.12),
    },
    shadow: {
      x: Math.cos(angle),
      y: Math.sin(angle),
      offset: random.between(-0.4, 0.4) * width,
      softness: random.between(0.05, 0.2) * width,
      depth: random.chance(0.6) ? random.between(0.05, 0.28) : 0,
    },
    noise: random.between(2, 9),
    blur: random.between(0.35, 0.75),
    quality: random.int(45, 85),
  };
}

/** Turns the page by up to 4 degrees and shifts each corner a little, as a hand-held camera does. */
function layPage(
  random: Random,
  { page, width, height }: { page: { width: number; height: number }; width: number; height: number },
): Homography {
  const turn = (random.between(-4, 4) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const fit = Math.min(
    width / (page.width * cos + page.height * Math.abs(sin)),
    height / (page.height * cos + page.width * Math.abs(sin)),
  );
  const scale = Math.min(1, fit * 0.98);
  const wobble = Math.min(page.width, page.height) * 0.008;
  const corners = [
    { x: 0, y: 0 },
    { x: page.width, y: 0 },
    { x: page.width, y: page.height },
    { x: 0, y: page.height },
  ] as const;
  const lay = ({ x, y }: Point): Point => {
    const [fromX, fromY] = [(x - page.width / 2) * scale, (y - page.height / 2) * scale];
    return {
      x: width / 2 + fromX * cos - fromY * sin + random.normal() * wobble,
      y: height / 2 + fromX * sin + fromY * cos + random.normal() * wobble,
    };
  };
  const laid = [lay(corners[0]), lay(corners[1]), lay(corners[2]), lay(corners[3])] as const;
  return homographyBetween(laid, corners);
}
