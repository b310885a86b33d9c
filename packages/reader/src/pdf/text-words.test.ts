import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, PdfCharacter } from './characters.js';
import { groupWords, uprightRotation } from './text-words.js';
import { turnCharacters, turnSize } from './turn.js';

const SIZE = { width: 600, height: 800 };

/** Characters of 6 x 12 points that run to the right. */
function type(text: string, left: number, top: number): PdfCharacter[] {
  return [...text].map((character, index) => ({
    text: character,
    bounds: { left: left + index * 6, top, right: left + index * 6 + 6, bottom: top + 12 },
    direction: 0,
    known: true,
  }));
}

function group(characters: readonly PdfCharacter[], size = SIZE): string[][] {
  const segments: string[][] = [];
  for (const { segment, text } of groupWords(characters, size)) {
    segments[segment] ??= [];
    segments[segment].push(text);
  }
  return segments;
}

describe('groupWords', () => {
  it('parts words at spaces, and at gaps without a space', () => {
    expect(group(type('Invoice number', 50, 100))).toEqual([['Invoice', 'number']]);
    expect(group([...type('Invoice', 50, 100), ...type('number', 50 + 7 * 6 + 4, 100)])).toEqual([
      ['Invoice', 'number'],
    ]);
    expect(group([...type('Inv', 50, 100), ...type('oice', 50 + 3 * 6 + 1, 100)])).toEqual([['Invoice']]);
  });

  it('parts segments at wide gaps and at new lines', () => {
    expect(group([...type('Total', 50, 100), ...type('12.50', 300, 100)])).toEqual([['Total'], ['12.50']]);
    expect(group([...type('one', 50, 100), ...type('two', 50, 120)])).toEqual([['one'], ['two']]);
  });

  it('orders segments by where they stand, not by where the file has them', () => {
    expect(group([...type('last', 50, 300), ...type('right', 300, 100), ...type('left', 50, 100)])).toEqual([
      ['left'],
      ['right'],
      ['last'],
    ]);
  });

  it('keeps a raised or lowered character in its line', () => {
    expect(group([...type('10', 50, 100), ...type('2', 62, 96), ...type('m', 68, 100)])).toEqual([['102m']]);
  });

  it('gives boxes relative to the page and full confidence', () => {
    const [word] = groupWords(type('ab', 60, 80), SIZE);
    expect(word).toEqual({ text: 'ab', confidence: 1, box: [0.1, 0.1, 0.12, 0.115], segment: 0 });
  });

  it('writes compatibility forms plainly and drops control characters', () => {
    expect(group(type('of\ufb01ce\u0003', 50, 100))).toEqual([['office']]);
    expect(group(type('\u00a0\u2003\u0000', 50, 100))).toEqual([]);
  });

  it.each([1, 2, 3] as const)('groups text that runs in direction %d', (turns) => {
    const rotation = (turns * 90) as 90 | 180 | 270;
    const turned = turnCharacters([...type('up the side', 50, 100), ...type('next', 50, 120)], SIZE, rotation);
    expect(turned[0]?.direction).toBe(turns);
    const segments = group(turned, turnSize(SIZE, rotation));
    expect(segments).toContainEqual(['up', 'the', 'side']);
    expect(segments).toContainEqual(['next']);
  });

  it('keeps every visible character once and every box on the page', () => {
    const character = fc.record({
      text: fc.constantFrom('a', '7', ' ', '.', '\ufb01', '\u00b4', '\u0001'),
      left: fc.integer({ min: -20, max: 620 }),
      top: fc.integer({ min: -20, max: 820 }),
      direction: fc.constantFrom(0, 1, 2, 3) as fc.Arbitrary<Direction>,
    });
    fc.assert(
      fc.property(fc.array(character, { maxLength: 40 }), (placed) => {
        const characters = placed.map(({ text, left, top, direction }) => ({
          text,
          direction,
          known: true,
          bounds: { left, top, right: left + 6, bottom: top + 12 },
        }));
        const words = groupWords(characters, SIZE);
        const visible = (text: string) => [...text.normalize('NFKD').replace(/[\s\p{Cc}]/gu, '')].sort().join('');
        expect(visible(words.map(({ text }) => text).join(''))).toBe(
          visible(characters.map(({ text }) => text).join('')),
        );
        for (const { text, box, segment } of words) {
          expect(text).toMatch(/^\S+$/u);
          expect(text.normalize('NFKC')).toBe(text);
          expect(Math.min(...box)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...box)).toBeLessThanOrEqual(1);
          expect(segment).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('uprightRotation', () => {
  it.each([
    [0, 0],
    [1, 270],
    [2, 180],
    [3, 90],
  ] as const)('turns text of direction %d by %d degrees', (direction, rotation) => {
    const characters = type('sideways', 50, 100).map((character) => ({ ...character, direction }));
    expect(uprightRotation(characters)).toBe(rotation);
  });

  it('goes by most of the text', () => {
    const remark = type('abc', 0, 0).map((character) => ({ ...character, direction: 1 as const }));
    expect(uprightRotation([...remark, ...type('the page itself', 50, 100)])).toBe(0);
    expect(uprightRotation([])).toBe(0);
  });
});
