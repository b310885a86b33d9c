import { UnreadableDocumentError } from '../errors.js';
import { type Pdfium, type Pointer, viewMemory, withMemory } from './pdfium.js';

/** A PDF that PDFium has opened. */
export interface PdfDocument {
  pdfium: Pdfium;
  handle: Pointer;
  pageCount: number;
}

/** A page of it, with the size that a viewer shows: turned by /Rotate and cropped. */
export interface PdfPage {
  pdfium: Pdfium;
  handle: Pointer;
  /** Points. */
  width: number;
  height: number;
}

const ERROR_PASSWORD = 4;
const ERROR_SECURITY = 5;
const FLATTEN_FOR_DISPLAY = 0;

/** @throws {UnreadableDocumentError} 'encrypted' or 'corrupt' */
export async function withPdfDocument<T>(
  pdfium: Pdfium,
  bytes: Uint8Array,
  use: (document: PdfDocument) => Promise<T>,
): Promise<T> {
  const memory = pdfium.wasmExports.malloc(bytes.byteLength);
  try {
    pdfium.HEAPU8.set(bytes, memory);
    const handle = pdfium._FPDF_LoadMemDocument(memory, bytes.byteLength, 0);
    if (handle === 0) throw openError(pdfium._FPDF_GetLastError());
    try {
      return await use({ pdfium, handle, pageCount: pdfium._FPDF_GetPageCount(handle) });
    } finally {
      pdfium._FPDF_CloseDocument(handle);
    }
  } finally {
    pdfium.wasmExports.free(memory);
  }
}

function openError(code: number): UnreadableDocumentError {
  return code === ERROR_PASSWORD || code === ERROR_SECURITY
    ? new UnreadableDocumentError('encrypted', 'The PDF is protected by a password.')
    : new UnreadableDocumentError('corrupt', 'The PDF is damaged and cannot be opened.');
}

/**
 * Opens a page, with what is filled into its form made part of its content.
 *
 * @param index from 0
 * @param maxPixels at 72 per inch
 * @throws {UnreadableDocumentError} 'too-large' before the page's content is looked at, or 'corrupt'.
 */
export function withPdfPage<T>(
  { pdfium, handle }: PdfDocument,
  { index, maxPixels }: { index: number; maxPixels: number },
  use: (page: PdfPage) => T,
): T {
  const size = pageSize(pdfium, handle, index);
  if (!(size.width * size.height <= maxPixels)) {
    throw new UnreadableDocumentError('too-large', `Page ${index + 1} of the PDF is too large.`);
  }
  const page = openPage(pdfium, handle, index);
  try {
    return use({ pdfium, handle: page, ...size });
  } finally {
    pdfium._FPDF_ClosePage(page);
  }
}

function pageSize(pdfium: Pdfium, document: Pointer, index: number): { width: number; height: number } {
  return withMemory(pdfium, 8, (pointer) => {
    if (!pdfium._FPDF_GetPageSizeByIndexF(document, index, pointer)) throw brokenPage(index);
    const view = viewMemory(pdfium, pointer, 8);
    return { width: view.getFloat32(0, true), height: view.getFloat32(4, true) };
  });
}

function openPage(pdfium: Pdfium, document: Pointer, index: number): Pointer {
  const load = () => {
    const page = pdfium._FPDF_LoadPage(document, index);
    if (page === 0) throw brokenPage(index);
    return page;
  };
  const page = load();
  if (pdfium._FPDFPage_GetAnnotCount(page) === 0) return page;
  pdfium._FPDFPage_Flatten(page, FLATTEN_FOR_DISPLAY);
  // Flattening changes the document; only a page loaded afterwards has the new content.
  pdfium._FPDF_ClosePage(page);
  return load();
}

function brokenPage(index: number): UnreadableDocumentError {
  return new UnreadableDocumentError('corrupt', `Page ${index + 1} of the PDF is damaged and cannot be read.`);
}
