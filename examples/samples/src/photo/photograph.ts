import type { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import type { Random } from '../random.js';
import { expose } from './expose.js';
import { composeScene } from './scene.js';

type Library = Awaited<ReturnType<typeof PDFiumLibrary.init>>;

const pointsPerInch = 72;
/** Letters on narrow receipts are small, so they are shot from nearer. */
const resolutions = { narrow: [150, 200], wide: [110, 140] } as const;
const widestReceipt = 340;

/** Takes a "photo" of the first page of a PDF: skewed, unevenly lit, noisy, blurred, on a desk. Returns a JPEG. */
export async function photograph(library: Library, pdf: Uint8Array, random: Random): Promise<Uint8Array> {
  const document = await library.loadDocument(pdf);
  try {
    const page = document.getPage(0);
    const [low, high] = page.getOriginalSize().originalWidth > widestReceipt ? resolutions.wide : resolutions.narrow;
    const raster = await page.render({ scale: random.between(low, high) / pointsPerInch, render: 'bitmap' });
    const scene = composeScene(random, raster);
    const photo = expose(raster, scene, random);
    const { width, height } = scene;
    const jpeg = sharp(photo, { raw: { width, height, channels: 3 } })
      .blur(scene.blur)
      .jpeg({ quality: scene.quality });
    return new Uint8Array(await jpeg.toBuffer());
  } finally {
    document.destroy();
  }
}
