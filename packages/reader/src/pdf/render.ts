import type { RgbImage } from '../image/rgb-image.js';
import type { PdfPage } from './pdf-document.js';
import { withMemory } from './pdfium.js';

const FORMAT_BGR = 2;
const WHITE = 0xffffffff;
const DRAW_ANNOTATIONS = 0x01;
const REVERSE_BYTE_ORDER = 0x10;
const POINTS_PER_INCH = 72;

/** Draws a page as a viewer shows it, on white, with no side longer than `maxSide` pixels. */
export function renderPage(
  page: PdfPage,
  { dotsPerInch, maxSide }: { dotsPerInch: number; maxSide: number },
): RgbImage {
  const { pdfium } = page;
  const scale = Math.min(dotsPerInch / POINTS_PER_INCH, maxSide / Math.max(page.width, page.height));
  const width = Math.max(1, Math.round(page.width * scale));
  const height = Math.max(1, Math.round(page.height * scale));
  const stride = width * 3;
  return withMemory(pdfium, stride * height, (pixels) => {
    const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, FORMAT_BGR, pixels, stride);
    try {
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      const flags = DRAW_ANNOTATIONS | REVERSE_BYTE_ORDER;
      pdfium._FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, flags);
    } finally {
      pdfium._FPDFBitmap_Destroy(bitmap);
    }
    return { data: pdfium.HEAPU8.slice(pixels, pixels + stride * height), width, height };
  });
}
