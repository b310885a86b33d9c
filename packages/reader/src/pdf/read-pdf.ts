import { UnreadableDocumentError } from '../errors.js';
import { type RgbImage, turn } from '../image/rgb-image.js';
import { checkPageCount } from '../limits.js';
import { readImage } from '../ocr/read-image.js';
import { QUALITIES } from '../quality.js';
import type { ReadingThread, ReadRequest } from '../read-document.js';
import type { Page, Reading } from '../reading.js';
import { type PageText, readPageText } from './page-content.js';
import { type PdfDocument, type PdfPage, withPdfDocument, withPdfPage } from './pdf-document.js';
import { isPdfiumFailure, withPdfium } from './pdfium.js';
import { renderPage } from './render.js';
import { groupWords, uprightRotation } from './text-words.js';
import { turnBounds, turnCharacters, turnSize } from './turn.js';
import { addRecognised, readArea } from './unread-area.js';

/**
 * Reads a PDF: a page's own text where it has some, with what can be recognised in large pictures beside it, otherwise what
 * can be recognised in the page as it is drawn.
 *
 * @throws {UnreadableDocumentError}
 */
export async function readPdf(request: ReadRequest, thread: ReadingThread): Promise<Reading> {
  try {
    return await withPdfium((pdfium) =>
      withPdfDocument(pdfium, request.bytes, (document) => readPages(document, request, thread)),
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
  thread: ReadingThread,
): Promise<Reading> {
  const { pageCount } = document;
  if (pageCount < 1) throw new UnreadableDocumentError('corrupt', 'The PDF has no pages.');
  checkPageCount(pageCount, limits);
  const pages: Page[] = [];
  const wanted = Math.min(pageCount, options.maxPages);
  for (let index = 0; index < wanted; index++) {
    const content = withPdfPage(document, { index, maxPixels: limits.maxPixels }, (page) =>
      lookAt(page, { options, limits }),
    );
    pages.push({ number: index + 1, ...(await readContent(content, options, thread)) });
    thread.onPage?.(pages.length, wanted);
  }
  return { pageCount, pages };
}

/** A page's own text and its image, as far as they are needed. */
interface PageContent {
  text: PageText | undefined;
  image: RgbImage | undefined;
}

function lookAt(page: PdfPage, { options, limits }: Pick<ReadRequest, 'options' | 'limits'>): PageContent {
  const text = readPageText(page, limits.maxPixels);
  const isComplete = text !== undefined && text.unread === undefined;
  return { text, image: isComplete ? undefined : renderPage(page, QUALITIES[options.imageQuality]) };
}

async function readContent(
  { text, image }: PageContent,
  { imageQuality, autoRotate }: ReadRequest['options'],
  thread: ReadingThread,
): Promise<Omit<Page, 'number'>> {
  const { detectionPixels } = QUALITIES[imageQuality];
  if (text === undefined && image !== undefined)
    return readImage(await thread.models(), image, { detectionPixels, autoRotate });
  if (text === undefined) throw new Error('a page without text has to be drawn');
  const rotation = autoRotate ? uprightRotation(text.characters) : 0;
  const size = turnSize(text.size, rotation);
  const words = groupWords(turnCharacters(text.characters, text.size, rotation), size);
  const page = { ...size, rotation, source: 'text' as const, words };
  if (text.unread === undefined || image === undefined) return page;
  const area = turnBounds(text.unread, text.size, rotation);
  return addRecognised(
    page,
    await readArea(await thread.models(), await turn(image, rotation), { area, size, detectionPixels }),
  );
}
