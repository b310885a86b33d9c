import { describe, expect, it } from 'vitest';
import type { RecognisedLine } from './recognise.js';
import { splitWords } from './words.js';

const STEP = 8;
const DICTIONARY = ['', ...'ADEGLOSTN´ﬁ0123456789., '];

/** What the network saw: a time step for each character of the text, and one of nothing behind it. */
function line(text: string, doubts: Record<number, Record<string, number>> = {}): RecognisedLine {
  const steps = 2 * text.length;
  const data = new Float32Array(steps * DICTIONARY.length);
  const characters = [...text].map((character, index) => {
    const probabilities = doubts[index] ?? { [character]: 1 };
    for (const [seen, probability] of Object.entries(probabilities)) {
      data[2 * index * DICTIONARY.length + DICTIONARY.indexOf(seen)] = probability;
    }
    data[(2 * index + 1) * DICTIONARY.length] = 1;
    return { text: character, probability: probabilities[character] ?? 0, step: 2 * index };
  });
  const width = steps * STEP;
  const corners = [
    [0, 0],
    [width, 0],
    [width, 48],
    [0, 48],
  ] as const;
  const box = { corners, width, height: 48, vertical: false, score: 1 };
  const crop = { input: new Float32Array(3 * 48 * width), width, paddedWidth: width };
  const posteriors = { data, steps, classes: DICTIONARY.length };
  return { box, crop, posteriors, characters, pixelsPerStep: STEP, confidence: 1 };
}

function split(text: string): string[] {
  return splitWords(line(text), DICTIONARY).map((word) => word.text);
}

describe('splitWords', () => {
  it('splits at spaces, however many', () => {
    expect(split('GOODS SOLD  AT')).toEqual(['GOODS', 'SOLD', 'AT']);
    expect(split(' TOTAL 60.30 ')).toEqual(['TOTAL', '60.30']);
  });

  it.each(['2. 83', '2 .83', '2, 83'])('joins the parts of the amount %s', (text) => {
    expect(split(text)).toEqual([text.replace(' ', '')]);
  });

  it('does not join numbers that merely follow each other', () => {
    expect(split('NO.12 345')).toEqual(['NO.12', '345']);
  });

  it('places each word along its line', () => {
    const recognised = line('GOODS SOLD');
    const [goods, sold] = splitWords(recognised, DICTIONARY);
    expect(goods!.start).toBe(0);
    expect(goods!.end).toBeGreaterThan(8 / 20);
    expect(goods!.end).toBeLessThanOrEqual(sold!.start);
    expect(sold!.end).toBeLessThanOrEqual(1);
  });

  it('gives how likely a word is, and what else it may be', () => {
    const doubts = { 0: { S: 0.6, '5': 0.395, G: 0.005 }, 2: { L: 0.9, '1': 0.1 } };
    const [word, sure] = splitWords(line('SOLD GOOD', doubts), DICTIONARY);
    expect(word).toMatchObject({ text: 'SOLD', confidence: expect.closeTo(0.54, 4) });
    expect(word!.alternatives.map(({ text }) => text)).toEqual(['5OLD', 'SO1D', '5O1D']);
    expect(word!.alternatives[0]!.confidence).toBeCloseTo(0.3555, 4);
    expect(sure).toMatchObject({ text: 'GOOD', confidence: expect.closeTo(1, 6), alternatives: [] });
  });

  it('is less sure of both words where there may be no space between them', () => {
    const words = splitWords(line('GOOD SOLD AT', { 4: { ' ': 0.7, '': 0.3 } }), DICTIONARY);
    expect(words.map(({ text }) => text)).toEqual(['GOOD', 'SOLD', 'AT']);
    expect(words.map(({ confidence }) => confidence)).toEqual([0.7, 0.7, 1].map((value) => expect.closeTo(value, 5)));
  });

  it('is less sure of a word in which there may be a space, and of what else it may spell', () => {
    const doubts = { 0: { S: 0.6, '5': 0.4 }, 1: { O: 0.9, ' ': 0.1 } };
    const [word] = splitWords(line('SOLD', doubts), DICTIONARY);
    expect(word).toMatchObject({ text: 'SOLD', confidence: expect.closeTo(0.6 * 0.9 * 0.9, 5) });
    expect(word!.alternatives[0]).toEqual({ text: '5OLD', confidence: expect.closeTo(0.4 * 0.9 * 0.9, 5) });
  });

  it('is as sure of an amount whose parts it joined as of the parts', () => {
    const [amount] = splitWords(line('2. 83', { 2: { ' ': 0.6, '': 0.4 } }), DICTIONARY);
    expect(amount).toMatchObject({ text: '2.83', confidence: expect.closeTo(1, 5) });
  });

  it('writes compatibility forms plainly and without white space', () => {
    expect(split('´ﬁ')).toEqual(['\u0301fi']);
  });

  it('finds no words in an empty line or one of spaces', () => {
    expect(split('')).toEqual([]);
    expect(split('  ')).toEqual([]);
  });
});
