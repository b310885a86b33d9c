import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerPair, comparePairs } from './compare-pairs.js';

const right = { right: true, confidence: 0.98 };
const wrong = { right: false, confidence: 0.4 };
const unsure = { right: true, confidence: 0.7 };
const repeat = (count: number, pair: AnswerPair) => Array.from({ length: count }, () => pair);
const steady = { before: right, after: right };
const lost = { before: right, after: wrong };
const won = { before: wrong, after: right };

describe('two versions compared on the same documents', () => {
  it.each([
    ['no document', [], 'same'],
    ['equal answers', repeat(50, steady), 'same'],
    ['one of twelve lost', [...repeat(11, steady), ...repeat(1, lost)], 'same'],
    ['two of twelve lost', [...repeat(10, steady), ...repeat(2, lost)], 'same'],
    ['three of twelve lost', [...repeat(9, steady), ...repeat(3, lost)], 'worse'],
    ['nine lost and seven won of 100', [...repeat(84, steady), ...repeat(9, lost), ...repeat(7, won)], 'same'],
    ['eight lost of 500, none won', [...repeat(492, steady), ...repeat(8, lost)], 'worse'],
    ['three lost of 500, none won: too few to matter', [...repeat(497, steady), ...repeat(3, lost)], 'same'],
    ['six won of 40', [...repeat(34, steady), ...repeat(6, won)], 'better'],
    ['all right, but less sure of it', repeat(12, { before: right, after: unsure }), 'worse'],
    ['all right, and surer of it', repeat(12, { before: unsure, after: right }), 'better'],
    [
      'one less sure of twelve',
      [...repeat(11, steady), { before: right, after: { right: true, confidence: 0.3 } }],
      'same',
    ],
    ['hardly less sure', repeat(50, { before: right, after: { right: true, confidence: 0.95 } }), 'same'],
  ] as const)('%s', (_, pairs, verdict) => {
    expect(comparePairs(pairs).verdict).toBe(verdict);
  });

  it('come with figures of both', () => {
    const pairs = [...repeat(2, steady), lost, won];
    expect(comparePairs(pairs)).toEqual({
      documents: 4,
      accuracyBefore: 0.75,
      accuracyAfter: 0.75,
      confidenceErrorBefore: expect.closeTo((3 * 0.0004 + 0.16) / 4),
      confidenceErrorAfter: expect.closeTo((3 * 0.0004 + 0.16) / 4),
      won: 1,
      lost: 1,
      verdict: 'same',
    });
  });

  it('the other way round give the opposite', () => {
    const answer = fc.record({ right: fc.boolean(), confidence: fc.double({ min: 0, max: 1, noNaN: true }) });
    const opposite = { better: 'worse', same: 'same', worse: 'better' };
    fc.assert(
      fc.property(fc.array(fc.record({ before: answer, after: answer }), { maxLength: 60 }), (pairs) => {
        const turned = pairs.map(({ before, after }) => ({ before: after, after: before }));
        expect(comparePairs(turned).verdict).toBe(opposite[comparePairs(pairs).verdict]);
      }),
    );
  });
});
