import type { Bounds } from '@las/layout';
import { UnreadableDocumentError } from '../errors.js';
import type { PdfPage } from './pdf-document.js';
import { type Pdfium, type Pointer, viewMemory, withMemory } from './pdfium.js';
import { viewTransform } from './view-transform.js';

const TYPE_IMAGE = 3;
const TYPE_FORM = 5;
// Images hide in forms (groups of objects), which may hold forms in turn.
const DEEPEST_FORM = 4;

/** Something on a page that holds images. */
export interface Picture {
  /** Points from the page's upper left corner as a viewer shows it. */
  bounds: Bounds;
  /** The share of the page that the images cover, 0..1. */
  share: number;
}

/**
 * The images on a page, or groups of objects with images in them; scans are often cut into strips.
 *
 * @throws {UnreadableDocumentError} 'too-large' when an image has more pixels than allowed, before it is decoded.
 */
export function findPictures(page: PdfPage, maxPixels: number): Picture[] {
  const { pdfium, handle } = page;
  const toView = viewTransform(page);
  const pictures: Picture[] = [];
  for (let index = 0; index < pdfium._FPDFPage_CountObjects(handle); index++) {
    const object = pdfium._FPDFPage_GetObject(handle, index);
    let area = 0;
    for (const image of imagesIn(pdfium, object, 0)) {
      checkPixels(page, image, maxPixels);
      area += areaOf(boundsOf(page, image));
    }
    // The bounds of what is in a group are in coordinates of its own.
    if (area > 0)
      pictures.push({ bounds: toView.bounds(...boundsOf(page, object)), share: area / (page.width * page.height) });
  }
  return pictures;
}

function* imagesIn(pdfium: Pdfium, object: Pointer, depth: number): Generator<Pointer> {
  const type = pdfium._FPDFPageObj_GetType(object);
  if (type === TYPE_IMAGE) yield object;
  if (type !== TYPE_FORM || depth >= DEEPEST_FORM) return;
  for (let index = 0; index < pdfium._FPDFFormObj_CountObjects(object); index++) {
    yield* imagesIn(pdfium, pdfium._FPDFFormObj_GetObject(object, index), depth + 1);
  }
}

function checkPixels({ pdfium }: PdfPage, image: Pointer, maxPixels: number): void {
  const { width, height } = pixelSize(pdfium, image);
  if (width * height <= maxPixels) return;
  throw new UnreadableDocumentError(
    'too-large',
    `The PDF holds an image of ${width} x ${height} pixels, which is too many.`,
  );
}

function pixelSize(pdfium: Pdfium, image: Pointer): { width: number; height: number } {
  return withMemory(pdfium, 8, (scratch) => {
    pdfium._FPDFImageObj_GetImagePixelSize(image, scratch, scratch + 4);
    const view = viewMemory(pdfium, scratch, 8);
    return { width: view.getUint32(0, true), height: view.getUint32(4, true) };
  });
}

type Corners = [left: number, bottom: number, right: number, top: number];

/** Points from the page's lower left corner. */
function boundsOf({ pdfium }: PdfPage, object: Pointer): Corners {
  return withMemory(pdfium, 16, (scratch) => {
    pdfium._FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12);
    const view = viewMemory(pdfium, scratch, 16);
    return [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true)) as Corners;
  });
}

function areaOf([left, bottom, right, top]: Corners): number {
  return Math.abs((right - left) * (top - bottom));
}
