import { type Bounds, unite } from '@las/layout';
import { type PdfCharacter, readCharacters } from './characters.js';
import { findPictures, type Picture } from './images.js';
import type { PdfPage } from './pdf-document.js';
import type { Size } from './turn.js';

/** A page's own text, and the part of the page that it says nothing of. */
export interface PageText {
  characters: PdfCharacter[];
  size: Size;
  /** Around pictures that are large enough to be scans and have little of the text over them. */
  unread: Bounds | undefined;
}

// A stamp or a page number over a scan is no text of the page.
const FEW_CHARACTERS = 40;
const FULL_PAGE_SHARE = 0.7;
// Some fonts do not say which characters their glyphs stand for; what they give is gibberish.
const MOST_UNKNOWN = 0.2;
// Smaller pictures are logos, signatures and stamps.
const SCAN_SHARE = 0.15;
const PART_OF_SCAN_SHARE = 0.01;
// A text layer over a scan is found all over its height and width, a header, a footer or a line up its side is not.
const STRIPS = 16;
const FEWEST_STRIPS = 6;

/**
 * The page's own text; undefined when it has none to speak of and is to be recognised as it is drawn.
 *
 * @throws {UnreadableDocumentError} 'too-large' when an image has more pixels than allowed.
 */
export function readPageText(page: PdfPage, maxPixels: number): PageText | undefined {
  const pictures = findPictures(page, maxPixels);
  const characters = readCharacters(page);
  const visible = characters.filter(({ text }) => text.trim() !== '');
  const unknown = visible.filter(({ known }) => !known).length;
  if (visible.length === 0 || unknown > MOST_UNKNOWN * visible.length) return undefined;
  if (visible.length < FEW_CHARACTERS && totalShare(pictures) > FULL_PAGE_SHARE) return undefined;
  const size = { width: page.width, height: page.height };
  return { characters, size, unread: findUnread(pictures, visible, size) };
}

function findUnread(pictures: readonly Picture[], text: readonly PdfCharacter[], size: Size): Bounds | undefined {
  const scans = pictures.filter(({ share }) => share > PART_OF_SCAN_SHARE);
  if (totalShare(scans) < SCAN_SHARE) return undefined;
  const { left, top, right, bottom } = unite(scans.map(({ bounds }) => bounds));
  const area = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.min(size.width, right),
    bottom: Math.min(size.height, bottom),
  };
  if (!(area.right - area.left > 1 && area.bottom - area.top > 1)) return undefined;
  return countStrips(area, text) < FEWEST_STRIPS ? area : undefined;
}

/** In how many of the strips that an area falls into, down or across, some of the text stands: the fewer of both. */
function countStrips({ left, top, right, bottom }: Bounds, text: readonly PdfCharacter[]): number {
  const [across, down] = [new Set<number>(), new Set<number>()];
  for (const { bounds } of text) {
    const x = ((bounds.left + bounds.right) / 2 - left) / (right - left);
    const y = ((bounds.top + bounds.bottom) / 2 - top) / (bottom - top);
    if (x < 0 || x >= 1 || y < 0 || y >= 1) continue;
    across.add(Math.floor(x * STRIPS));
    down.add(Math.floor(y * STRIPS));
  }
  return Math.min(across.size, down.size);
}

function totalShare(pictures: readonly Picture[]): number {
  return pictures.reduce((sum, { share }) => sum + share, 0);
}
