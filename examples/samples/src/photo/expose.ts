import type { Random } from '../random.js';
import type { Scene } from './scene.js';

/** A page as PDFium renders it: red, green, blue and opacity of each pixel. */
export interface PageRaster {
  width: number;
  height: number;
  data: Uint8Array;
}

const grainCount = 1 << 15;
const bytesPerPixel = 4;
/** Of the shadow that the page throws on the desk, in pixels. */
const shadowShift = 5;
const shadowWidth = 10;

/** What the sensor sees of a scene: red, green and blue for each pixel of the photo, row by row. */
export function expose(page: PageRaster, scene: Scene, random: Random): Uint8ClampedArray {
  const { width, height } = scene;
  const photo = new Uint8ClampedArray(width * height * 3);
  const grain = makeGrain(random, scene.noise);
  const [a, b, c, d, e, f, g, h] = scene.toPage;
  const seen: [number, number, number] = [0, 0, 0];
  let out = 0;
  let speck = 0;
  for (let y = 0; y < height; y += 1) {
    const brightness = lightOfRow(scene, y);
    // Each row starts at another place of the grain, so that no pattern repeats down the photo.
    speck = random.int(0, grainCount - 1);
    for (let x = 0; x < width; x += 1) {
      const depth = g * x + h * y + 1;
      samplePage({ page, scene, seen }, (a * x + b * y + c) / depth, (d * x + e * y + f) / depth);
      const light = brightness(x);
      for (let channel = 0; channel < 3; channel += 1) {
        photo[out + channel] = (seen[channel] ?? 0) * light + (grain[speck] ?? 0);
        speck = (speck + 1) & (grainCount - 1);
      }
      out += 3;
    }
  }
  return photo;
}

/** Puts the colour at a place of the page, or of the desk beside it, into `seen` (a reused array: this runs per pixel). */
function samplePage(
  { page, scene, seen }: { page: PageRaster; scene: Scene; seen: [number, number, number] },
  x: number,
  y: number,
): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= page.width - 1 || top >= page.height - 1) {
    const depth = castShadow(page, x - shadowShift, y - shadowShift);
    for (let channel = 0; channel < 3; channel += 1) seen[channel] = (scene.desk[channel] ?? 0) * depth;
    return;
  }
  const shareX = x - left;
  const shareY = y - top;
  const { data } = page;
  const first = (top * page.width + left) * bytesPerPixel;
  const below = first + page.width * bytesPerPixel;
  for (let channel = 0; channel < 3; channel += 1) {
    const at = first + channel;
    const under = below + channel;
    const upper = (data[at] ?? 0) * (1 - shareX) + (data[at + bytesPerPixel] ?? 0) * shareX;
    const lower = (data[under] ?? 0) * (1 - shareX) + (data[under + bytesPerPixel] ?? 0) * shareX;
    const print = 255 - (upper * (1 - shareY) + lower * shareY);
    seen[channel] = (255 - print * scene.ink) * (scene.paper[channel] ?? 1);
  }
}

/** How much light reaches the desk beside the page, whose shadow falls to the lower right. */
function castShadow(page: PageRaster, x: number, y: number): number {
  const away = Math.max(-x, -y, x - page.width, y - page.height);
  return away < shadowWidth ? 0.65 + (0.35 * Math.max(0, away + shadowShift)) / (shadowWidth + shadowShift) : 1;
}

/** Brightness along one row of the photo. */
function lightOfRow({ width, height, light, shadow }: Scene, y: number): (x: number) => number {
  const fromMiddle = y - height / 2;
  const start = light.centre + light.acrossY * (fromMiddle / height);
  const perPixel = light.acrossX / width;
  if (shadow.depth === 0) return (x) => start + (x - width / 2) * perPixel;
  const distance = shadow.y * fromMiddle - shadow.offset;
  return (x) => {
    const fromCentre = x - width / 2;
    const edge = (shadow.x * fromCentre + distance) / shadow.softness;
    // x / (1 + |x|) is a cheap sigmoid, which is all that a soft edge needs.
    const shade = 0.5 * (1 + edge / (1 + Math.abs(edge)));
    return (start + fromCentre * perPixel) * (1 - shadow.depth * shade);
  };
}

function makeGrain(random: Random, deviation: number): Float32Array {
  return Float32Array.from({ length: grainCount }, () => random.normal() * deviation);
}
