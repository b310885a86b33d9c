import { PDFiumModule } from '@hyzyla/pdfium';

/** A pointer or handle in PDFium's memory. */
export type Pointer = number;

/**
 * The functions of PDFium's C interface that are used here (fpdfview.h, fpdf_text.h, fpdf_edit.h, fpdf_annot.h,
 * fpdf_flatten.h); the package declares fewer than it has. Coordinates of a page are points from its lower left corner.
 */
export interface Pdfium {
  /** Replaced whenever the memory grows: take it anew after each call. */
  readonly HEAPU8: Uint8Array;
  readonly wasmExports: { malloc(size: number): Pointer; free(pointer: Pointer): void };
  _FPDF_InitLibrary(): void;
  _FPDF_LoadMemDocument(bytes: Pointer, size: number, password: Pointer): Pointer;
  _FPDF_GetLastError(): number;
  _FPDF_CloseDocument(document: Pointer): void;
  _FPDF_GetPageCount(document: Pointer): number;
  _FPDF_LoadPage(document: Pointer, index: number): Pointer;
  _FPDF_ClosePage(page: Pointer): void;
  _FPDF_GetPageSizeByIndexF(document: Pointer, index: number, size: Pointer): number;
  _FPDF_PageToDevice(
    page: Pointer,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    pageX: number,
    pageY: number,
    deviceX: Pointer,
    deviceY: Pointer,
  ): number;
  _FPDFPage_GetAnnotCount(page: Pointer): number;
  _FPDFPage_Flatten(page: Pointer, usage: number): number;
  _FPDFPage_CountObjects(page: Pointer): number;
  _FPDFPage_GetObject(page: Pointer, index: number): Pointer;
  _FPDFPageObj_GetType(object: Pointer): number;
  _FPDFPageObj_GetBounds(object: Pointer, left: Pointer, bottom: Pointer, right: Pointer, top: Pointer): number;
  _FPDFFormObj_CountObjects(form: Pointer): number;
  _FPDFFormObj_GetObject(form: Pointer, index: number): Pointer;
  _FPDFImageObj_GetImagePixelSize(object: Pointer, width: Pointer, height: Pointer): number;
  _FPDFText_LoadPage(page: Pointer): Pointer;
  _FPDFText_ClosePage(text: Pointer): void;
  _FPDFText_CountChars(text: Pointer): number;
  _FPDFText_GetUnicode(text: Pointer, index: number): number;
  _FPDFText_HasUnicodeMapError(text: Pointer, index: number): number;
  _FPDFText_IsGenerated(text: Pointer, index: number): number;
  _FPDFText_GetLooseCharBox(text: Pointer, index: number, rectangle: Pointer): number;
  _FPDFText_GetCharAngle(text: Pointer, index: number): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, pixels: Pointer, stride: number): Pointer;
  _FPDFBitmap_FillRect(bitmap: Pointer, left: number, top: number, width: number, height: number, colour: number): void;
  _FPDFBitmap_Destroy(bitmap: Pointer): void;
  _FPDF_RenderPageBitmap(
    bitmap: Pointer,
    page: Pointer,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    flags: number,
  ): void;
}

// PDFium's memory grows with what a document needs and never shrinks.
const KEEP_UP_TO_BYTES = 256 * 1024 * 1024;

let current: Promise<Pdfium> | undefined;

/** Lends PDFium out. After an error of its own, or once it has grown large, the next call gets a fresh one. */
export async function withPdfium<T>(use: (pdfium: Pdfium) => Promise<T>): Promise<T> {
  current ??= load();
  const pdfium = await current;
  try {
    return await use(pdfium);
  } catch (error) {
    if (isPdfiumFailure(error)) current = undefined;
    throw error;
  } finally {
    if (pdfium.HEAPU8.byteLength > KEEP_UP_TO_BYTES) current = undefined;
  }
}

/** Whether PDFium itself gave up: out of memory, or tripped over what it was given. */
export function isPdfiumFailure(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}

async function load(): Promise<Pdfium> {
  const pdfium = (await PDFiumModule({})) as unknown as Pdfium;
  pdfium._FPDF_InitLibrary();
  return pdfium;
}

/** Memory for the time of a call, e.g. for what a C function hands back through pointers. */
export function withMemory<T>(pdfium: Pdfium, size: number, use: (pointer: Pointer) => T): T {
  const pointer = pdfium.wasmExports.malloc(size);
  if (pointer === 0) throw new RangeError(`no ${size} bytes of memory left`);
  try {
    return use(pointer);
  } finally {
    pdfium.wasmExports.free(pointer);
  }
}

/** A view of PDFium's memory, valid until the next call of one of its functions. */
export function viewMemory(pdfium: Pdfium, pointer: Pointer, size: number): DataView {
  return new DataView(pdfium.HEAPU8.buffer, pointer, size);
}
