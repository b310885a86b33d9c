import { UnreadableDocumentError } from '../errors.js';
import { checkPageCount } from '../limits.js';
import type { OcrModels } from '../ocr/models.js';
import { readImage } from '../ocr/read-image.js';
import { QUALITIES } from '../quality.js';
import type { ReadRequest } from '../read-document.js';
import type { Page, Reading } from '../reading.js';
import { type PdfCharacter, readCharacters } from './characters.js';
import { imageShare } from './images.js';
import { type PdfDocument, type PdfPage, withPdfDocument, withPdfPage } from './pdf-document.js';
import { isPdfiumFailure, withPdfium } from './pdfium.js';
import { renderPage } from './render.js';
import { groupWords, uprightRotation } from './text-words.js';
import { type Size, turnCharacters, turnSize } from './turn.js';

// A stamp or a page number over a scan is no text of the page.
const FEW_CHARACTERS = 40;
const FULL_PAGE_SHARE = 0.7;
// Some fonts do not say which characters their glyphs stand for; what they give is gibberish.
const MOST_UNKNOWN = 0.2;

/**
 * Reads a PDF: a page's own text where it has some, otherwise what can be recognised in the page as it is drawn.
 *
 * @throws {UnreadableDocumentError}
 */
export async function readPdf(request: ReadRequest, models: () => Promise<OcrModels>): Promise<Reading> {
  try {
    return await withPdfium((pdfium) =>
      withPdfDocument(pdfium, request.bytes, (document) => readPages(document, request, models)),
    );
  } catch (error) {
    if (isPdfiumFailure(error)) {
      throw new UnreadableDocumentError('corrupt', 'The PDF is damaged and cannot be read.', { cause: error });
    }
    throw error;
  }
}

async function readPages(
  document: PdfDocument,
  { options, limits }: ReadRequest,
  models: () => Promise<OcrModels>,
): Promise<Reading> {
  const { pageCount } = document;
  if (pageCount < 1) throw new UnreadableDocumentError('corrupt', 'The PDF has no pages.');
  checkPageCount(pageCount, limits);
  const quality = QUALITIES[options.imageQuality];
  const pages: Page[] = [];
  for (let index = 0; index < Math.min(pageCount, options.maxPages); index++) {
    const content = withPdfPage(document, { index, maxPixels: limits.maxPixels }, (page) => {
      const text = readText(page, limits.maxPixels);
      return text ?? renderPage(page, quality);
    });
    const page =
      'data' in content
        ? await readImage(await models(), content, { ...quality, autoRotate: options.autoRotate })
        : layOutText(content, options.autoRotate);
    pages.push({ number: index + 1, ...page });
  }
  return { pageCount, pages };
}

interface PageText {
  characters: PdfCharacter[];
  size: Size;
}

/** The page's own text; undefined when it has none to speak of. */
function readText(page: PdfPage, maxPixels: number): PageText | undefined {
  const share = imageShare(page, maxPixels);
  const characters = readCharacters(page);
  const visible = characters.filter(({ text }) => text.trim() !== '');
  const unknown = visible.filter(({ known }) => !known).length;
  if (visible.length === 0 || unknown > MOST_UNKNOWN * visible.length) return undefined;
  if (visible.length < FEW_CHARACTERS && share > FULL_PAGE_SHARE) return undefined;
  return { characters, size: { width: page.width, height: page.height } };
}

function layOutText({ characters, size }: PageText, autoRotate: boolean): Omit<Page, 'number'> {
  const rotation = autoRotate ? uprightRotation(characters) : 0;
  const uprightSize = turnSize(size, rotation);
  const words = groupWords(turnCharacters(characters, size, rotation), uprightSize);
  return { ...uprightSize, rotation, source: 'text', words };
}
