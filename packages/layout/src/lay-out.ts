import { findBlocks } from './blocks.js';
import type { Bounds } from './bounds.js';
import { groupRows } from './rows.js';
import { type SegmentWord, splitSegments } from './segments.js';
import { findSkew, placeWord } from './skew.js';
import { type BoundedWord, boundWords, type PageOfWords } from './words.js';

/** A run of words on one line without a wide gap: a table's cell, a label, a line of an address. */
export interface TextSegment extends Bounds {
  /** Index in reading order on its page. */
  index: number;
  /** The words, single spaces between them. */
  text: string;
  words: readonly SegmentWord[];
  /** Index in {@link PageLayout.rows}. */
  row: number;
  /** Its place among the row's segments. */
  column: number;
}

/** Segments that stand side by side, from the left; never across text columns. */
export interface TextRow {
  index: number;
  /** The members' mean. */
  top: number;
  bottom: number;
  segments: TextSegment[];
  /** The part of the page that it belongs to: a column of text, or what lies above, between and below columns. */
  block: number;
}

/** A page in reading order. Places are in the page's own unit, on the page turned straight. */
export interface PageLayout {
  width: number;
  height: number;
  /** Radians by which text runs turned clockwise on the page; 0 where that is too little to matter. See {@link onPage}. */
  skew: number;
  /** In reading order: block by block, each from the top. */
  rows: TextRow[];
}

/**
 * Puts words into segments, rows and reading order, page by page. Text in columns is read column by column, tables and
 * labels with their values row by row. At most 8000 words of a document are looked at; odd boxes and sizes do no harm.
 */
export function layOut(pages: readonly PageOfWords[]): PageLayout[] {
  const words = boundWords(pages);
  return pages.map((page, index) => layOutPage(words[index] ?? [], saneSize(page)));
}

function layOutPage(words: readonly BoundedWord[], size: { width: number; height: number }): PageLayout {
  const skew = findSkew(words, size);
  const runs = splitSegments(words.map((word) => placeWord(word, size, skew)));
  const rows: TextRow[] = [];
  let segmentCount = 0;
  for (const [block, members] of findBlocks(runs).entries()) {
    for (const { top, bottom, members: runsOfRow } of groupRows(members)) {
      const row = rows.length;
      const segments = runsOfRow.map((run, column) => ({ index: segmentCount++, ...run, row, column }));
      rows.push({ index: row, top, bottom, segments, block });
    }
  }
  return { ...size, skew, rows };
}

function saneSize({ width, height }: PageOfWords): { width: number; height: number } {
  const sane = (side: number) => (side > 0 && Number.isFinite(side) ? side : 1);
  return { width: sane(width), height: sane(height) };
}
