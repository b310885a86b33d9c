import sharp, { type Sharp } from 'sharp';

/** An image as red, green and blue, a byte each, row by row. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

export const CHANNELS = 3;
/** No degraded copy has more pixels on a side before it is made: phones and scanners that are worth imitating have no more. */
const LONGEST_SIDE = 2400;

/**
 * Decodes an image, turned as its EXIF orientation says, on white, at most 2400 pixels on its longer side; `scale` is pixels
 * of the image over pixels of the raster.
 */
export async function decode(bytes: Uint8Array): Promise<{ raster: Raster; scale: number }> {
  const { autoOrient } = await sharp(bytes).metadata();
  const scale = Math.max(1, Math.max(autoOrient.width, autoOrient.height) / LONGEST_SIDE);
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { raster: { width, height, data: channels === CHANNELS ? data : spreadGrey(data, channels) }, scale };
}

export function toSharp({ width, height, data }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: CHANNELS } });
}

/** The raster with its pixels changed by sharp. */
export async function through(raster: Raster, change: (image: Sharp) => Sharp): Promise<Raster> {
  const { data, info } = await change(toSharp(raster)).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

export async function encodeJpeg(raster: Raster, quality: number): Promise<Uint8Array> {
  return toSharp(raster).jpeg({ quality }).toBuffer();
}

function spreadGrey(grey: Uint8Array, channels: number): Uint8Array {
  const data = new Uint8Array((grey.length / channels) * CHANNELS);
  for (let pixel = 0; pixel * channels < grey.length; pixel++) {
    data.fill(grey[pixel * channels] ?? 0, pixel * CHANNELS, (pixel + 1) * CHANNELS);
  }
  return data;
}
