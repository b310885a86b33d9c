import sharp from 'sharp';
import { toUnreadable, UnreadableDocumentError } from '../errors.js';
import { runNative } from '../native-gate.js';
import type { RgbImage } from './rgb-image.js';
import { findTiffPages } from './tiff-pages.js';

// Pages are read in parallel by threads of their own; libvips' caches only hold memory that no second call asks for.
sharp.concurrency(1);
sharp.cache(false);

const UNDECODABLE = 'The image is damaged and cannot be decoded.';

/** What an image file's header says. */
export interface ImageHeader {
  /** Of each page, where among the file's images it stands: a TIFF may hold thumbnails, too. */
  pages: readonly number[];
}

/** @throws {UnreadableDocumentError} 'corrupt' */
export async function readImageHeader(bytes: Uint8Array): Promise<ImageHeader> {
  try {
    const { pages = 1, format } = await runNative(() => sharp(bytes, { limitInputPixels: false }).metadata());
    const found = format === 'tiff' && pages > 1 ? findTiffPages(bytes, pages) : undefined;
    return { pages: found ?? Array.from({ length: pages }, (_, index) => index) };
  } catch (error) {
    throw toUnreadable(error, UNDECODABLE);
  }
}

/**
 * One page of an image file: turned as its EXIF orientation says, on white, sRGB with 8 bits, and scaled down to
 * `maxSide` pixels on its longer side where it is larger.
 *
 * @throws {UnreadableDocumentError} 'corrupt', or 'too-large' by what the header declares, before anything is decoded.
 */
export async function decodeImage(
  bytes: Uint8Array,
  { page, maxPixels, maxSide }: { page: number; maxPixels: number; maxSide: number },
): Promise<RgbImage> {
  // Only TIFF has pages; asking a JPEG for its page 0 is harmless.
  const input = () => sharp(bytes, { page, failOn: 'error', limitInputPixels: false });
  try {
    const { width, height } = await runNative(() => input().metadata());
    if (width * height > maxPixels) {
      throw new UnreadableDocumentError('too-large', `The image has ${width} x ${height} pixels, which is too many.`);
    }
    const pipeline = input()
      .autoOrient()
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .raw();
    const { data, info } = await runNative(() => pipeline.toBuffer({ resolveWithObject: true }));
    return { data, width: info.width, height: info.height };
  } catch (error) {
    throw toUnreadable(error, UNDECODABLE);
  }
}
