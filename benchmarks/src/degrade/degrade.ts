import { createHash } from 'node:crypto';
import { type Homography, Random } from '@las/samples/parts';
import { type Laid, skew, tilt } from './lay.js';
import { lowLight, shadow } from './light.js';
import { blur } from './optics.js';
import { decode, encodeJpeg, type Raster, through } from './raster.js';

/** What phones and scanners do to a page, each so that people can still read it. */
export const DEGRADATIONS = ['blur', 'shadow', 'perspective', 'low-light', 'jpeg-30', 'skew', '100-dpi'] as const;
export type Degradation = (typeof DEGRADATIONS)[number];

export interface DegradedImage {
  /** A JPEG. */
  bytes: Uint8Array;
  /** Pixels. */
  width: number;
  height: number;
  /** From its pixels to those of the image it was made from. */
  toOriginal: Homography;
}

export interface DegradeOptions {
  kind: Degradation;
  /** The document's id: the same document is always degraded the same way. */
  id: string;
  /** Usual height of a text line in the image, in pixels; told from the image's width when absent. */
  textHeight?: number;
}

const QUALITY = 90;
const LOW_QUALITY = 30;
/** Lines of receipts and small print of letters are about 3 mm high, which is so many pixels at 100 dpi. */
const TEXT_HEIGHT_AT_100_DPI = 12;
/** A receipt of 40 characters a line, a letter of 80 with margins. */
const LINES_OVER_WIDTH = 28;

/**
 * A degraded copy of an image: the same bytes for the same image, kind and id.
 *
 * @throws when the image cannot be decoded.
 */
export async function degradeImage(
  bytes: Uint8Array,
  { kind, id, textHeight }: DegradeOptions,
): Promise<DegradedImage> {
  const { raster, scale } = await decode(bytes);
  const changed = await apply(raster, {
    kind,
    random: randomOf(`${kind} ${id}`),
    textHeight: textHeight === undefined ? raster.width / LINES_OVER_WIDTH : textHeight / scale,
  });
  const { width, height } = changed.raster;
  return {
    bytes: await encodeJpeg(changed.raster, kind === 'jpeg-30' ? LOW_QUALITY : QUALITY),
    width,
    height,
    toOriginal: enlarge(changed.toOriginal, scale),
  };
}

/** One of the kinds for each document, each kind about as often. */
export function mixedDegradation(id: string): Degradation {
  return randomOf(`kind of ${id}`).pick(DEGRADATIONS);
}

async function apply(
  raster: Raster,
  { kind, random, textHeight }: { kind: Degradation; random: Random; textHeight: number },
): Promise<Laid> {
  switch (kind) {
    case 'blur':
      return inPlace(await blur(raster, random, textHeight));
    case 'shadow':
      return inPlace(shadow(raster, random));
    case 'perspective':
      return tilt(raster, random);
    case 'low-light':
      return inPlace(await lowLight(raster, random));
    case 'jpeg-30':
      return inPlace(raster);
    case 'skew':
      return skew(raster, random);
    case '100-dpi':
      return shrink(raster, Math.min(1, TEXT_HEIGHT_AT_100_DPI / textHeight));
  }
}

function inPlace(raster: Raster): Laid {
  return { raster, toOriginal: [1, 0, 0, 0, 1, 0, 0, 0] };
}

async function shrink(raster: Raster, share: number): Promise<Laid> {
  const [width, height] = [Math.round(raster.width * share), Math.round(raster.height * share)];
  const smaller = await through(raster, (image) => image.resize({ width, height, fit: 'fill' }));
  return { raster: smaller, toOriginal: [raster.width / width, 0, 0, 0, raster.height / height, 0, 0, 0] };
}

/** The same perspective onto an image that is larger by the scale. */
function enlarge([a, b, c, d, e, f, g, h]: Homography, scale: number): Homography {
  return [a * scale, b * scale, c * scale, d * scale, e * scale, f * scale, g, h];
}

function randomOf(seed: string): Random {
  return new Random(createHash('sha256').update(seed).digest().readUInt32BE());
}
