import { renderPages } from '@las/samples/parts';
import sharp from 'sharp';
import type { GeneratedDocument } from './generated-document.js';

/** Changes when the same document gives other pictures than before. */
export const SCAN_VERSION = 1;
/** Dots per inch of scanners. */
const RESOLUTIONS = [150, 170, 200] as const;
const QUALITY = 85;
const RGBA = 4;

/** Each page of a document as a scanner that makes JPEGs sees it. */
export async function scanPages({ id, pdf }: Pick<GeneratedDocument, 'id' | 'pdf'>): Promise<Uint8Array[]> {
  const rasters = await renderPages(pdf, resolutionOf(id));
  return Promise.all(
    rasters.map(async ({ width, height, data }) =>
      sharp(data, { raw: { width, height, channels: RGBA } })
        .flatten({ background: 'white' })
        .jpeg({ quality: QUALITY })
        .toBuffer(),
    ),
  );
}

/** Cards are drawn at twice their size and need no more. */
function resolutionOf(id: string): number {
  if (id.startsWith('id-card')) return RESOLUTIONS[0];
  const sum = [...id].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  return RESOLUTIONS[sum % RESOLUTIONS.length] ?? RESOLUTIONS[0];
}
