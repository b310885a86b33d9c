import type { Bounds } from '@las/layout';
import type { Direction } from './characters.js';
import type { PdfPage } from './pdf-document.js';
import { viewMemory, withMemory } from './pdfium.js';

// A grid fine enough for PDFium's whole-numbered device coordinates.
const GRID = 1_000_000;

export interface ViewTransform {
  bounds(x0: number, y0: number, x1: number, y1: number): Bounds;
  /** Quarter turns clockwise by which the viewer shows the page turned. */
  turns: Direction;
}

/** From the page's own coordinates to those that a viewer shows. */
export function viewTransform(page: PdfPage): ViewTransform {
  const [originX, originY] = toGrid(page, 0, 0);
  const [rightX, rightY] = toGrid(page, page.width, 0);
  const [upX, upY] = toGrid(page, 0, page.height);
  const [scaleX, scaleY] = [page.width / GRID, page.height / GRID];
  const along = { x: ((rightX - originX) / page.width) * scaleX, y: ((rightY - originY) / page.width) * scaleY };
  const up = { x: ((upX - originX) / page.height) * scaleX, y: ((upY - originY) / page.height) * scaleY };
  const toX = (x: number, y: number) => originX * scaleX + x * along.x + y * up.x;
  const toY = (x: number, y: number) => originY * scaleY + x * along.y + y * up.y;
  return {
    bounds(x0, y0, x1, y1) {
      const [ax, ay, bx, by] = [toX(x0, y0), toY(x0, y0), toX(x1, y1), toY(x1, y1)];
      return { left: Math.min(ax, bx), top: Math.min(ay, by), right: Math.max(ax, bx), bottom: Math.max(ay, by) };
    },
    turns: ((Math.round(Math.atan2(along.y, along.x) / (Math.PI / 2)) + 4) % 4) as Direction,
  };
}

function toGrid({ pdfium, handle }: PdfPage, x: number, y: number): [number, number] {
  return withMemory(pdfium, 8, (scratch) => {
    pdfium._FPDF_PageToDevice(handle, 0, 0, GRID, GRID, 0, x, y, scratch, scratch + 4);
    const view = viewMemory(pdfium, scratch, 8);
    return [view.getInt32(0, true), view.getInt32(4, true)];
  });
}
