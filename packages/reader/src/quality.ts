import type { ImageQuality } from './reading.js';

/** How much of a page is looked at. */
export interface Quality {
  /** Pixels of the longer side above which an image is scaled down when decoded; text is recognised at this size. */
  maxSide: number;
  /** Pixels of the whole page above which it is scaled down to look for lines. */
  detectionPixels: number;
  /** At which pages of a PDF without text are drawn, as far as `maxSide` allows. */
  dotsPerInch: number;
}

export const QUALITIES: Record<ImageQuality, Quality> = {
  LOW: { maxSide: 2400, detectionPixels: 900_000, dotsPerInch: 200 },
  HIGH: { maxSide: 3600, detectionPixels: 2_400_000, dotsPerInch: 300 },
};
