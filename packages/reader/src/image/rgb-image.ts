import sharp, { type Sharp } from 'sharp';
import { runNative } from '../native-gate.js';
import type { Rotation } from '../reading.js';

/** Pixels in memory: three bytes each (red, green, blue), row by row from the top. */
export interface RgbImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** The image turned clockwise. */
export async function turn(image: RgbImage, rotation: Rotation): Promise<RgbImage> {
  return rotation === 0 ? image : toRgbImage(fromRgbImage(image).rotate(rotation));
}

/** The image scaled to exactly this size. */
export async function scale(image: RgbImage, width: number, height: number): Promise<RgbImage> {
  return toRgbImage(fromRgbImage(image).resize(width, height, { fit: 'fill' }));
}

/** A part of the image; lengths in its pixels. */
export async function crop(
  image: RgbImage,
  part: { left: number; top: number; width: number; height: number },
): Promise<RgbImage> {
  return toRgbImage(fromRgbImage(image).extract(part));
}

function fromRgbImage({ data, width, height }: RgbImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function toRgbImage(pipeline: Sharp): Promise<RgbImage> {
  const { data, info } = await runNative(() => pipeline.raw().toBuffer({ resolveWithObject: true }));
  return { data, width: info.width, height: info.height };
}
