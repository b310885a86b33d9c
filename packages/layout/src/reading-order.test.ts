import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inReadingOrder } from './reading-order.js';
import { column, typedPage } from './testing/pages.js';
import { LIMITS } from './words.js';

const texts = (page: Parameters<typeof inReadingOrder>[0]) => inReadingOrder(page).map(({ text }) => text);

describe('inReadingOrder', () => {
  it('puts lines in order and counts them anew', () => {
    const page = typedPage([
      [0, 4, 'c d'],
      [0, 0, 'a'],
      [40, 0, 'b'],
    ]);
    expect(inReadingOrder(page).map(({ text, segment }) => [text, segment])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', 2],
    ]);
  });

  it('keeps whatever else a word has', () => {
    const page = typedPage([[0, 0, 'a']]);
    expect(inReadingOrder({ ...page, words: page.words.map((word) => ({ ...word, mine: 1 })) })[0]).toMatchObject({
      mine: 1,
    });
  });

  it('keeps every word, also those beyond what is looked at', () => {
    const page = typedPage(
      column(
        0,
        0,
        Array.from({ length: 400 }, () => 'word '.repeat(25)),
      ),
    );
    expect(page.words.length).toBeGreaterThan(LIMITS.words);
    expect(texts(page)).toHaveLength(page.words.length);
  });

  it('takes each word once and is settled after the first time, whatever the boxes', () => {
    const number = fc.double({ min: -0.2, max: 1.2, noNaN: false });
    const word = fc.record({
      text: fc.constantFrom('a', 'total', '12.50', '', ' '),
      confidence: fc.constant(1),
      box: fc.tuple(number, number, number, number),
      segment: fc.nat({ max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const page = { width: 600, height: 800, words: words.map((each, id) => ({ ...each, id })) };
        const ids = inReadingOrder(page).map(({ id }) => id);
        expect(ids.toSorted((a, b) => a - b)).toEqual(words.map((_, id) => id));
      }),
      { numRuns: 200 },
    );
  });

  it('has nothing to order on an empty page', () => expect(texts({ width: 0, height: 0, words: [] })).toEqual([]));
});
