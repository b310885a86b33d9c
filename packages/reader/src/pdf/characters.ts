import type { Bounds } from '@las/layout';
import type { PdfPage } from './pdf-document.js';
import { type Pdfium, type Pointer, viewMemory, withMemory } from './pdfium.js';

/** A character of a page's own text. */
export interface PdfCharacter {
  text: string;
  /** Points from the top left corner of the page as a viewer shows it; of the font's height, not the glyph's ink. */
  bounds: Bounds;
  /** Direction of reading as a viewer shows it, in quarter turns clockwise: 0 to the right, 1 down, 2 left, 3 up. */
  direction: Direction;
  /** Whether the PDF says which character the glyph stands for. */
  known: boolean;
}

export type Direction = 0 | 1 | 2 | 3;

// PDFium marks a hyphen at a line's end by these.
const HYPHEN_MARKS = new Set([0x02, 0xfffe]);
// A grid fine enough for PDFium's whole-numbered device coordinates.
const GRID = 1_000_000;

/** The page's characters in the order of its content; a white-space character parts words. */
export function readCharacters(page: PdfPage): PdfCharacter[] {
  const { pdfium } = page;
  const text = pdfium._FPDFText_LoadPage(page.handle);
  if (text === 0) return [];
  try {
    const toView = viewTransform(page);
    const count = pdfium._FPDFText_CountChars(text);
    return withMemory(pdfium, 16, (scratch) =>
      Array.from({ length: count }, (_, index) => readCharacter(pdfium, { text, index, scratch }, toView)),
    );
  } finally {
    pdfium._FPDFText_ClosePage(text);
  }
}

function readCharacter(
  pdfium: Pdfium,
  { text, index, scratch }: { text: Pointer; index: number; scratch: Pointer },
  toView: ViewTransform,
): PdfCharacter {
  const code = pdfium._FPDFText_GetUnicode(text, index);
  // FS_RECTF: left, top, right, bottom.
  pdfium._FPDFText_GetLooseCharBox(text, index, scratch);
  const view = viewMemory(pdfium, scratch, 16);
  const [x0, y0, x1, y1] = [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true)) as [
    number,
    number,
    number,
    number,
  ];
  // Clockwise, 0 to 2 pi.
  const turns = Math.round(pdfium._FPDFText_GetCharAngle(text, index) / (Math.PI / 2));
  return {
    text: HYPHEN_MARKS.has(code) ? '-' : String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd),
    bounds: toView.bounds(x0, y0, x1, y1),
    direction: ((toView.turns + turns) % 4) as Direction,
    known: code !== 0 && code !== 0xfffd && pdfium._FPDFText_HasUnicodeMapError(text, index) !== 1,
  };
}

interface ViewTransform {
  bounds(x0: number, y0: number, x1: number, y1: number): Bounds;
  /** Quarter turns clockwise by which the viewer shows the page turned. */
  turns: Direction;
}

/** From the page's own coordinates to those that a viewer shows. */
function viewTransform(page: PdfPage): ViewTransform {
  const [originX, originY] = toGrid(page, 0, 0);
  const [rightX, rightY] = toGrid(page, page.width, 0);
  const [upX, upY] = toGrid(page, 0, page.height);
  const [scaleX, scaleY] = [page.width / GRID, page.height / GRID];
  const along = { x: ((rightX - originX) / page.width) * scaleX, y: ((rightY - originY) / page.width) * scaleY };
  const up = { x: ((upX - originX) / page.height) * scaleX, y: ((upY - originY) / page.height) * scaleY };
  const map = (x: number, y: number) => ({
    x: originX * scaleX + x * along.x + y * up.x,
    y: originY * scaleY + x * along.y + y * up.y,
  });
  return {
    bounds(x0, y0, x1, y1) {
      const [a, b] = [map(x0, y0), map(x1, y1)];
      return {
        left: Math.min(a.x, b.x),
        top: Math.min(a.y, b.y),
        right: Math.max(a.x, b.x),
        bottom: Math.max(a.y, b.y),
      };
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
