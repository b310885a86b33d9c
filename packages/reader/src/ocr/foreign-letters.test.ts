import { describe, expect, it } from 'vitest';
import { weighAccents } from './foreign-letters.js';
import type { LineWord } from './words.js';

function word(text: string, confidence: number, ...alternatives: LineWord['alternatives']): LineWord {
  return { text, confidence, alternatives, start: 0, end: 1 };
}

const PLAIN = Array.from({ length: 80 }, () => word('TOTAL', 0.99));

describe('weighAccents', () => {
  it('prefers the spelling without an accent where no other word has one', () => {
    const doubtful = word('TØTAL', 0.7, { text: 'TOTAL', confidence: 0.25 });
    const [first] = [doubtful].map(weighAccents([...PLAIN, doubtful]));
    expect(first?.text).toBe('TOTAL');
    expect(first?.confidence).toBeCloseTo(0.25 / 0.37, 5);
    expect(first?.alternatives.map(({ text }) => text)).toEqual(['TØTAL']);
  });

  it('keeps a letter with an accent that is surely seen, less surely', () => {
    const sure = word('CAFÉ', 0.97, { text: 'CAFE', confidence: 0.02 });
    const [first] = [sure].map(weighAccents([...PLAIN, sure]));
    expect(first?.text).toBe('CAFÉ');
    expect(first?.confidence).toBeLessThan(0.97);
    expect(first?.confidence).toBeGreaterThan(0.5);
  });

  it('leaves the words of a page alone that has more of them, and those without accents', () => {
    const doubtful = word('BELØP', 0.7, { text: 'BELOP', confidence: 0.25 });
    expect(weighAccents([...PLAIN, doubtful, word('FØRSTE', 0.9), word('MÅNED', 0.9)])(doubtful)).toBe(doubtful);
    expect(PLAIN.map(weighAccents([...PLAIN, doubtful]))).toEqual(PLAIN);
  });
});
