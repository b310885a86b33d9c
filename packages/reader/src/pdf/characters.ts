import type { Bounds } from '@las/layout';
import type { PdfPage } from './pdf-document.js';
import { type Pdfium, type Pointer, viewMemory, withMemory } from './pdfium.js';
import { type ViewTransform, viewTransform } from './view-transform.js';

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
/** The page's characters in the order of its content; a white-space character parts words. */
export function readCharacters(page: PdfPage): PdfCharacter[] {
  const { pdfium } = page;
  const text = pdfium._FPDFText_LoadPage(page.handle);
  if (text === 0) return [];
  try {
    const toView = viewTransform(page);
    const count = pdfium._FPDFText_CountChars(text);
    return withMemory(pdfium, 16, (scratch) => {
      const characters: PdfCharacter[] = [];
      for (let index = 0; index < count; index++)
        characters.push(readCharacter(pdfium, { text, index, scratch }, toView));
      return characters;
    });
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
  const box = viewMemory(pdfium, scratch, 16);
  const [x0, y0] = [box.getFloat32(0, true), box.getFloat32(4, true)];
  const [x1, y1] = [box.getFloat32(8, true), box.getFloat32(12, true)];
  // Clockwise, 0 to 2 pi.
  const turns = Math.round(pdfium._FPDFText_GetCharAngle(text, index) / (Math.PI / 2));
  return {
    text: HYPHEN_MARKS.has(code) ? '-' : String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd),
    bounds: toView.bounds(x0, y0, x1, y1),
    direction: ((toView.turns + turns) % 4) as Direction,
    known: code !== 0 && code !== 0xfffd && pdfium._FPDFText_HasUnicodeMapError(text, index) !== 1,
  };
}
