/** [left, top, right, bottom], each 0..1 relative to the upright page. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A run of characters without white space. */
export interface Word {
  /** NFKC, never empty, no white space. */
  text: string;
  /**
   * 0..1: how likely the recogniser thinks that exactly this stands here, as one word: of all that the word may spell, and
   * with spaces on both sides and none within. 1 for digital text.
   */
  confidence: number;
  box: Box;
  /**
   * Index of the segment of `@las/layout` (a run of words on one line without a wide gap) that the word belongs to, in
   * reading order. The words of one segment are consecutive and from left to right.
   */
  segment: number;
  /**
   * Other spellings of the whole word, best first, at most 3, none below 0.01; left out where there are none. They share its
   * doubt about the spaces: no other split is among them.
   */
  alternatives?: readonly { text: string; confidence: number }[];
}

/** One page as it was read. */
export interface Page {
  /** 1 for the first page of the file. */
  number: number;
  /** Of the upright page that was read: pixels, or points where a PDF's own text was taken. */
  width: number;
  height: number;
  /** Degrees clockwise by which the page was turned to make it upright (beyond what EXIF or a PDF's /Rotate ask for). */
  rotation: Rotation;
  /**
   * Whether the words are a PDF's own text, with those recognised in large pictures beside it, or were all recognised in an
   * image of the page.
   */
  source: 'text' | 'ocr';
  words: Word[];
}

/** Degrees clockwise. */
export type Rotation = 0 | 90 | 180 | 270;

/** What was read in a document. */
export interface Reading {
  /** Pages in the file. */
  pageCount: number;
  /** The pages that were read: the first `maxPages`, in order. */
  pages: Page[];
}

/** The kinds of document that can be read. */
export type ContentType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/tiff';

/** How a document is to be read. */
export interface ReadOptions {
  /** Read at most so many pages, from the first; default 1. */
  maxPages?: number;
  /** Find out which way up each page is and turn it upright; default false. */
  autoRotate?: boolean;
  /** How many pixels of an image are looked at: LOW (default) is faster, HIGH finds smaller print on large pages. */
  imageQuality?: ImageQuality;
}

export type ImageQuality = 'LOW' | 'HIGH';

/** What a document may cost. */
export interface ReaderLimits {
  /** Pixels a page may have when decoded, as its file declares them; for a PDF page, at 72 per inch. More is 'too-large'. */
  maxPixels: number;
  /** Pages that a file may have, whether they are read or not. More is 'too-large'. */
  maxPages: number;
  /** Milliseconds from the start of reading a document, without the time it queued. More is 'timeout'. */
  timeoutMs: number;
}
