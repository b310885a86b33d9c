import type { Box, Reading } from '@las/reader';
import { describe, expect, it } from 'vitest';
import type { BenchmarkDocument } from '../documents-file.js';
import { measureDocument } from './measures.js';

const DOCUMENT: BenchmarkDocument = {
  id: '1',
  image: '1.png',
  width: 100,
  height: 100,
  groundTruth: [
    { label: 'company', value: 'North Wind' },
    { label: 'total', value: '60.30' },
  ],
  lines: [
    { box: [0, 0, 100, 20], text: 'NORTH WIND' },
    { box: [0, 40, 50, 60], text: 'TOTAL' },
    { box: [50, 40, 100, 60], text: '60.30' },
  ],
};

/** A reading of words, each at [left, top] in pixels and 10 x 10 large. */
function reading(...words: [text: string, left: number, top: number][]): Reading {
  return {
    pageCount: 1,
    pages: [
      {
        number: 1,
        width: 100,
        height: 100,
        rotation: 0,
        source: 'ocr',
        words: words.map(([text, left, top], segment) => {
          const box: Box = [left / 100, top / 100, (left + 10) / 100, (top + 10) / 100];
          return { text, confidence: 1, box, segment };
        }),
      },
    ],
  };
}

const FLAWLESS: [string, number, number][] = [
  ['North', 5, 5],
  ['Wind', 50, 5],
  ['Total', 5, 45],
  ['60.30', 80, 45],
];

describe('measureDocument', () => {
  it('finds no fault with a flawless reading, whatever the letter case and the order', () => {
    expect(measureDocument(DOCUMENT, reading(...FLAWLESS))).toEqual({
      words: { expected: 4, read: 4, same: 4 },
      characterErrorRate: 0,
      found: [
        { label: 'company', found: true },
        { label: 'total', found: true },
      ],
    });
    const backwards = measureDocument(DOCUMENT, reading(...FLAWLESS.toReversed()));
    expect(backwards).toMatchObject({ words: { same: 4 }, characterErrorRate: 0 });
    expect(backwards.found[0]).toEqual({ label: 'company', found: false });
  });

  it('counts words that are read twice but stand once only once', () => {
    const { words } = measureDocument(DOCUMENT, reading(...FLAWLESS, ['Total', 5, 45], ['noise', 5, 80]));
    expect(words).toEqual({ expected: 4, read: 6, same: 4 });
  });

  it('counts wrong characters, lost spaces and lost lines against the transcript, and noise outside of it', () => {
    const cer = (...words: [string, number, number][]) =>
      measureDocument(DOCUMENT, reading(...words)).characterErrorRate;
    const characters = 'NORTH WIND'.length + 'TOTAL'.length + '60.30'.length;
    expect(cer(['N0RTH', 5, 5], ...FLAWLESS.slice(1))).toBeCloseTo(1 / characters, 9);
    expect(cer(['NorthWind', 45, 5], ...FLAWLESS.slice(2))).toBeCloseTo(1 / characters, 9);
    expect(cer(...FLAWLESS.slice(0, 3))).toBeCloseTo(5 / characters, 9);
    expect(cer(...FLAWLESS, ['xyz', 5, 80])).toBeCloseTo(3 / characters, 9);
    expect(cer()).toBe(1);
  });

  it('finds a value across words but not within a longer number', () => {
    const found = (...words: string[]) =>
      measureDocument(DOCUMENT, reading(...words.map((text): [string, number, number] => [text, 0, 0]))).found[1]!
        .found;
    expect(found('RM60.30')).toBe(true);
    expect(found('60.', '30')).toBe(true);
    expect(found('1', '60.30', '2')).toBe(true);
    expect(found('160.30')).toBe(false);
    expect(found('60.301')).toBe(false);
    expect(found('160.30', 'and', '60.30')).toBe(true);
  });
});
