import { describe, expect, it } from 'vitest';
import { CROP_HEIGHT } from './crop.js';
import type { RecognisedLine } from './recognise.js';
import { splitWords } from './words.js';

const STEP = 8;
const INK = 16;

/**
 * A line as the network sees it: each character a bar of ink, the string's spaces white of that width. `_` is a space
 * that the network saw.
 */
function line(text: string, { space = 24, between = 4 } = {}): RecognisedLine {
  const bars: { text: string; left: number }[] = [];
  let x = 8;
  for (const character of text) {
    if (character === ' ') {
      x += space;
      continue;
    }
    bars.push({ text: character === '_' ? ' ' : character, left: x });
    x += INK + between;
  }
  const width = Math.ceil((x + 8) / STEP) * STEP;
  const input = new Float32Array(3 * CROP_HEIGHT * width).fill(1);
  for (const { text: character, left } of bars) {
    if (character === ' ') continue;
    for (let row = 0; row < 3 * CROP_HEIGHT; row++) input.fill(-1, row * width + left, row * width + left + INK);
  }
  const characters = bars.map((bar) => ({
    text: bar.text,
    probability: 0.9,
    step: Math.floor((bar.left + INK / 2) / STEP),
  }));
  const corners = [
    [0, 0],
    [width, 0],
    [width, 48],
    [0, 48],
  ] as const;
  const box = { corners, width, height: 48, vertical: false, score: 1 };
  return { box, crop: { input, width, paddedWidth: width }, characters, pixelsPerStep: STEP, confidence: 0.9 };
}

function split(text: string, options?: { space?: number; between?: number }): string[] {
  return splitWords(line(text, options)).map((word) => word.text);
}

describe('splitWords', () => {
  it('splits at wide white, though the network saw no space', () => {
    expect(split('GOODS SOLD ARE')).toEqual(['GOODS', 'SOLD', 'ARE']);
    expect(split('TOTAL 60.30')).toEqual(['TOTAL', '60.30']);
  });

  it('keeps together what stands evenly, however far apart', () => {
    expect(split('RECEIPT')).toEqual(['RECEIPT']);
    expect(split('RECEIPT', { between: 16 })).toEqual(['RECEIPT']);
  });

  it('splits where the network saw a space', () => {
    expect(split('GOODS_SOLD')).toEqual(['GOODS', 'SOLD']);
  });

  it.each(['2. 83', '2 .83', '2, 83'])('joins the parts of the amount %s', (text) => {
    expect(split(text, { space: 30 })).toEqual([text.replace(' ', '')]);
  });

  it('does not join numbers that merely follow each other', () => {
    expect(split('NO.12 345', { space: 40 })).toEqual(['NO.12', '345']);
  });

  it('places each word along its line', () => {
    const recognised = line('GOODS SOLD');
    const [goods, sold] = splitWords(recognised);
    const pixels = (share: number) => share * recognised.crop.width;
    expect(pixels(goods!.start)).toBeLessThan(8 + INK / 2);
    expect(pixels(goods!.end)).toBeGreaterThan(8 + 4 * 20);
    expect(goods!.end).toBeLessThanOrEqual(sold!.start);
    expect(sold!.end).toBeLessThanOrEqual(1);
    expect(goods!.confidence).toBeCloseTo(0.9, 6);
  });

  it('writes compatibility forms plainly and without white space', () => {
    const recognised = line('AB');
    recognised.characters[0]!.text = '´';
    recognised.characters[1]!.text = 'ﬁ';
    expect(
      splitWords(recognised)
        .map(({ text }) => text)
        .join(''),
    ).toBe('\u0301fi');
  });

  it('finds no words in an empty line or one of spaces', () => {
    expect(split('')).toEqual([]);
    expect(split('_')).toEqual([]);
  });
});
