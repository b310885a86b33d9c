import { expect, it } from 'vitest';
import { readingOnOriginal } from './reading-on-original.js';

it('moves words to where they stand in the original', () => {
  const word = { text: 'Total', confidence: 1, box: [0.4, 0.4, 0.6, 0.6] as const, segment: 0 };
  const page = { number: 1, width: 200, height: 100, rotation: 0 as const, source: 'ocr' as const, words: [word] };
  // 200 x 100 pixels that show the lower right quarter of 800 x 400.
  const copy = { width: 200, height: 100, toOriginal: [2, 0, 400, 0, 2, 200, 0, 0] as const };
  const moved = readingOnOriginal({ pageCount: 1, pages: [page] }, copy, { width: 800, height: 400 });
  const box = moved.pages[0]!.words[0]!.box;
  expect((box[0] + box[2]) / 2).toBeCloseTo(0.75);
  expect((box[1] + box[3]) / 2).toBeCloseTo(0.75);
  expect(moved.pages[0]!.words[0]!.text).toBe('Total');
});
