import { describe, expect, it } from 'vitest';
import { spellings } from './beam.js';

const DICTIONARY = ['', 'a', 'b', ' '];

function search(...rows: number[][]) {
  const posteriors = { data: Float32Array.from(rows.flat()), steps: rows.length, classes: DICTIONARY.length };
  return spellings(
    posteriors,
    rows.map((_, step) => step),
    DICTIONARY,
  );
}

function probabilityOf(text: string, found: ReturnType<typeof search>): number | undefined {
  return found.find((candidate) => candidate.text === text)?.probability;
}

describe('spellings', () => {
  it('adds up all the ways in which time steps spell a string', () => {
    const found = search([0.4, 0.6, 0, 0], [0.4, 0.6, 0, 0]);
    expect(found.map(({ text }) => text)).toEqual(['a', '']);
    expect(probabilityOf('a', found)).toBeCloseTo(0.36 + 0.24 + 0.24, 6);
    expect(probabilityOf('', found)).toBeCloseTo(0.16, 6);
  });

  it('takes a character for two only with a blank between', () => {
    expect(search([0, 1, 0, 0], [0, 1, 0, 0])).toEqual([{ text: 'a', probability: 1 }]);
    expect(search([0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0])[0]).toEqual({ text: 'aa', probability: 1 });
  });

  it('finds a likelier string than the likeliest character of each step spells', () => {
    // The best path is all blank, with 0.36; but the three others all spell a.
    expect(search([0.6, 0.4, 0, 0], [0.6, 0.4, 0, 0])[0]?.text).toBe('a');
  });

  it('takes spaces for blanks', () => {
    expect(search([0, 0, 0, 1], [0, 0.7, 0.3, 0], [0, 0, 0, 1]).map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('spells nothing in no steps', () => {
    expect(search()).toEqual([{ text: '', probability: 1 }]);
  });
});
