import { UnreadableDocumentError } from '../errors.js';
import type { PdfPage } from './pdf-document.js';
import { type Pointer, viewMemory, withMemory } from './pdfium.js';

const TYPE_IMAGE = 3;
const TYPE_FORM = 5;
// Images hide in forms (groups of objects), which may hold forms in turn.
const DEEPEST_FORM = 4;

/**
 * The share of the page that its images cover, 0..1; scans are often cut into strips.
 *
 * @throws {UnreadableDocumentError} 'too-large' when an image has more pixels than allowed, before it is decoded.
 */
export function imageShare(page: PdfPage, maxPixels: number): number {
  let area = 0;
  for (const image of findImages(page)) {
    const { width, height } = pixelSize(page, image);
    if (width * height > maxPixels) {
      throw new UnreadableDocumentError(
        'too-large',
        `The PDF holds an image of ${width} x ${height} pixels, which is too many.`,
      );
    }
    area += areaOf(page, image);
  }
  return Math.min(1, area / (page.width * page.height));
}

function* findImages({ pdfium, handle }: PdfPage): Generator<Pointer> {
  for (let index = 0; index < pdfium._FPDFPage_CountObjects(handle); index++) {
    yield* imagesIn(pdfium._FPDFPage_GetObject(handle, index), 0);
  }

  function* imagesIn(object: Pointer, depth: number): Generator<Pointer> {
    const type = pdfium._FPDFPageObj_GetType(object);
    if (type === TYPE_IMAGE) yield object;
    if (type !== TYPE_FORM || depth >= DEEPEST_FORM) return;
    for (let index = 0; index < pdfium._FPDFFormObj_CountObjects(object); index++) {
      yield* imagesIn(pdfium._FPDFFormObj_GetObject(object, index), depth + 1);
    }
  }
}

function pixelSize({ pdfium }: PdfPage, image: Pointer): { width: number; height: number } {
  return withMemory(pdfium, 8, (scratch) => {
    pdfium._FPDFImageObj_GetImagePixelSize(image, scratch, scratch + 4);
    const view = viewMemory(pdfium, scratch, 8);
    return { width: view.getUint32(0, true), height: view.getUint32(4, true) };
  });
}

/** Square points. */
function areaOf({ pdfium }: PdfPage, object: Pointer): number {
  return withMemory(pdfium, 16, (scratch) => {
    pdfium._FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12);
    const view = viewMemory(pdfium, scratch, 16);
    const [left, bottom, right, top] = [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true)) as [
      number,
      number,
      number,
      number,
    ];
    return Math.abs((right - left) * (top - bottom));
  });
}
