import { LIMITS } from '@las/layout';
import { describe, expect, it } from 'vitest';
import { makePage } from '../testing/synthetic-invoices.js';
import type { Word } from '../types.js';
import { buildLayout } from './build-layout.js';
import { joinTokens } from './layout.js';

const word = (text: string, box: Word['box'], segment: number): Word => ({ text, confidence: 1, box, segment });
const page = (words: Word[], number = 1) => ({ number, width: 1000, height: 1000, words });
const texts = (words: Word[]): string[] => buildLayout([page(words)]).tokens.map((token) => token.text);
const line = (...parts: string[]): string[] =>
  texts(parts.map((text, index) => word(text, [0.1 * index, 0.1, 0.1 * index + 0.09, 0.12], 0)));

describe('tokens', () => {
  it('part after colons and at the borders of dates and decimal amounts', () => {
    expect(line('Total:RM12.50')).toEqual(['Total:', 'RM', '12.50']);
    expect(line('Date:31.12.2026.')).toEqual(['Date:', '31.12.2026', '.']);
    expect(line('12:30', 'KL,MY', 'Acme(M)')).toEqual(['12:30', 'KL,', 'MY', 'Acme', '(M)']);
  });

  it('join again to the text they came from', () => {
    const layout = buildLayout([page([word('Acme(M)', [0, 0, 0.1, 0.02], 0), word('Ltd.', [0.11, 0, 0.2, 0.02], 0)])]);
    expect(joinTokens(layout, 0, layout.tokens.length - 1)).toBe('Acme(M) Ltd.');
  });

  it('have their share of the word box, and its index', () => {
    const { tokens } = buildLayout([page([word(' ', [0, 0, 1, 1], 0), word('ab:cd', [0.1, 0.1, 0.6, 0.2], 0)])]);
    expect(tokens.map(({ left, right, word }) => [left, right, word])).toEqual([
      [100, 400, 1],
      [400, 600, 1],
    ]);
  });
});

describe('rows', () => {
  it('hold what overlaps vertically, left to right', () => {
    const { rows } = buildLayout([
      page([
        word('12.50', [0.7, 0.102, 0.8, 0.122], 2),
        word('Total', [0.1, 0.1, 0.2, 0.12], 1),
        word('Thanks', [0.1, 0.13, 0.2, 0.15], 3),
      ]),
    ]);
    expect(rows.map((row) => row.segments.map((segment) => segment.text))).toEqual([['Total', '12.50'], ['Thanks']]);
  });

  it('part a line where a gap is wide', () => {
    const { segments } = buildLayout([
      page([
        word('Total', [0.1, 0.1, 0.2, 0.12], 0),
        word('due', [0.21, 0.1, 0.25, 0.12], 0),
        word('9.00', [0.8, 0.1, 0.9, 0.12], 0),
      ]),
    ]);
    expect(segments.map((segment) => segment.text)).toEqual(['Total due', '9.00']);
  });

  it('never mix pages', () => {
    const { rows, pages } = buildLayout([makePage([['one']], 1), makePage([['two'], ['three']], 2)]);
    expect(rows.map((row) => row.page.number)).toEqual([1, 2, 2]);
    expect(pages.map(({ firstRow, endRow }) => [firstRow, endRow])).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });
});

describe('bounds', () => {
  it('keep no more words than the limit, and cut long ones', () => {
    const many = Array.from({ length: LIMITS.words + 50 }, (_, index) => word('x', [0, 0, 0, 0], index));
    expect(texts(many)).toHaveLength(LIMITS.words);
    expect(texts([word('y'.repeat(100_000), [0, 0, 1, 1], 0)])[0]).toHaveLength(LIMITS.wordCharacters);
  });

  it('make odd boxes and sizes harmless', () => {
    const odd = {
      number: 1,
      width: 0,
      height: Number.NaN,
      words: [word('5', [Number.NaN, 2, -1, Number.POSITIVE_INFINITY], 0)],
    };
    const { tokens, pages } = buildLayout([odd]);
    const token = tokens[0]!;
    for (const value of [token.left, token.top, token.right, token.bottom, pages[0]!.medianHeight]) {
      expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('take a document without words', () => expect(buildLayout([page([])]).tokens).toEqual([]));
});
