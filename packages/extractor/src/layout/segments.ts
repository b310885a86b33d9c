import type { TextSegment } from '@las/layout';
import { findAmountsBeside } from '../values/amounts.js';
import { findDates } from '../values/dates.js';
import type { PageLayout, Segment } from './layout.js';

/** A segment of the page with the dates and amounts in it, its place in the document still to be set. */
export function toSegment(
  { text, words, row, column, left, top, right, bottom }: TextSegment,
  page: PageLayout,
): Segment {
  const dates = findDates(text);
  const amounts = findAmountsBeside(text, dates);
  const place = { index: 0, row: page.firstRow + row, column, firstToken: 0, endToken: 0 };
  return { text, pieces: words, dates, amounts, page, ...place, left, top, right, bottom };
}
