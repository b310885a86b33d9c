import type { Random } from '@las/samples/parts';
import { CHANNELS, type Raster, through } from './raster.js';

/** How much light reaches a place, 0..1, and how it is coloured. */
type Light = (x: number, y: number) => number;

/** The shadow of a hand or a phone over part of the page, its edge soft, in light that falls off to one side. */
export function shadow(raster: Raster, random: Random): Raster {
  const { width, height } = raster;
  const side = Math.min(width, height);
  const edge = softEdge(random, { width, height, softness: side * random.between(0.03, 0.1) });
  const blob = softDisc(random, { width, height, softness: side * random.between(0.05, 0.12) });
  const depth = random.between(0.45, 0.62);
  const blobDepth = random.between(0.2, 0.4);
  const slope = random.between(-0.12, 0.12);
  const light: Light = (x, y) =>
    (1 + slope * (x / width - 0.5)) * (1 - depth * edge(x, y)) * (1 - blobDepth * blob(x, y));
  // What lies in the shadow of a lamp is lit by the sky: bluish.
  return shine(raster, light, [0.97, 0.99, 1]);
}

/** Dim warm light: dark, little contrast, dull corners, the sensor's noise. */
export async function lowLight(raster: Raster, random: Random): Promise<Raster> {
  const { width, height } = raster;
  const gain = random.between(0.3, 0.42);
  const reach = Math.hypot(width, height) / 2;
  const vignette: Light = (x, y) => gain * (1 - 0.35 * (Math.hypot(x - width / 2, y - height / 2) / reach) ** 2);
  const dark = shine(raster, vignette, [1, 0.9, 0.72]);
  addNoise(dark, random, random.between(9, 13));
  // As cameras do to hide the noise.
  return through(dark, (image) => image.blur(0.6));
}

function shine({ width, height, data }: Raster, light: Light, colour: readonly [number, number, number]): Raster {
  const lit = new Uint8ClampedArray(data.length);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = light(x, y);
      for (let channel = 0; channel < CHANNELS; channel++, at++) {
        lit[at] = (data[at] ?? 0) * here * (colour[channel] ?? 1);
      }
    }
  }
  return { width, height, data: lit };
}

/** 0 on one side of a line through the middle part of the page, 1 on the other. */
function softEdge(random: Random, page: { width: number; height: number; softness: number }): Light {
  const angle = random.between(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x0, y0] = [page.width * random.between(0.3, 0.7), page.height * random.between(0.3, 0.7)];
  return (x, y) => sigmoid(((x - x0) * cos + (y - y0) * sin) / page.softness);
}

function softDisc(random: Random, page: { width: number; height: number; softness: number }): Light {
  const [x0, y0] = [page.width * random.between(0.1, 0.9), page.height * random.between(0.1, 0.9)];
  const radius = Math.min(page.width, page.height) * random.between(0.15, 0.35);
  return (x, y) => sigmoid((radius - Math.hypot(x - x0, y - y0)) / page.softness);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-4 * value));
}

const GRAINS = 1 << 16;

/** Noise that is alike in all channels for the greater part, in levels of 256. */
function addNoise({ width, height, data }: Raster, random: Random, deviation: number): void {
  const grain = Float32Array.from({ length: GRAINS }, () => random.normal() * deviation);
  for (let y = 0; y < height; y++) {
    let speck = random.int(0, GRAINS - 1);
    for (let x = 0; x < width; x++) {
      const common = grain[speck] ?? 0;
      const at = (y * width + x) * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel++) {
        speck = (speck + 1) % GRAINS;
        data[at + channel] = clamp((data[at + channel] ?? 0) + common * 0.8 + (grain[speck] ?? 0) * 0.5);
      }
    }
  }
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, value));
}
