import { describe, expect, it } from 'vitest';
import { alignCharacters } from './align-characters.js';
import { CharacterModel } from './character-model.js';
import { countErrors, ReadingErrors, type ReadValue } from './reading-errors.js';
import { type ReadText, Speller } from './speller.js';

const STREETS = ['Harbour', 'Station', 'Church', 'Mill', 'Bridge', 'Market', 'Garden', 'River'];
const TOWNS = ['Newport', 'Ashford', 'Kingsbridge', 'Dover'];
const ADDRESSES = STREETS.flatMap((street, at) =>
  TOWNS.map((town, index) => `${7 * at + index + 1}, ${street} Street, ${40 + index}00 ${town}`),
);
const texts = ADDRESSES.map((text) => ({ text, count: 1 }));

const read = (text: string, confidence = 0.7): ReadText => ({
  text,
  confidences: text.split('').map(() => confidence),
});

describe('alignCharacters', () => {
  it('pairs what was read with the truth: the same, changed, lost and added', () =>
    expect(alignCharacters('a, b0 c', 'a bO cx').map(({ truth, read }) => [truth, read])).toEqual([
      ['a', 'a'],
      [',', null],
      [' ', ' '],
      ['b', 'b'],
      ['0', 'O'],
      [' ', ' '],
      ['c', 'c'],
      [null, 'x'],
    ]));

  it('takes a line break for a space', () =>
    expect(alignCharacters('a b', 'a\nb').map(({ truth }) => truth)).toEqual(['a', ' ', 'b']));
});

describe('CharacterModel', () => {
  const model = new CharacterModel(texts);
  const after = (text: string, next: string): number => {
    let context = model.start();
    for (const character of text) context = model.follow(context, model.codeOf(character));
    return model.probability(context, model.codeOf(next));
  };

  it('expects what stood there before, and thinks little of what never did', () => {
    expect(after('9, Mill Stree', 't')).toBeGreaterThan(0.9);
    expect(after('9, Mill Stree', 'f')).toBeLessThan(0.01);
  });

  it('shares out one in all', () => {
    const all = model.alphabet.reduce((sum, character) => sum + after('Mill S', character), after('Mill S', '\uffff'));
    expect(all).toBeGreaterThan(0.9);
    expect(all).toBeLessThan(1);
  });
});

describe('ReadingErrors', () => {
  const values: ReadValue[] = ADDRESSES.map((truth, index) => {
    const text = truth.replace('S', index % 2 === 0 ? '5' : 'S');
    return { truth, read: text, confidences: text.split('').map((character) => (character === '5' ? 0.6 : 0.99)) };
  });

  it('are as likely as they were seen, most where the reader was in doubt', () => {
    const errors = new ReadingErrors(countErrors(values));
    expect(errors.changed('S', '5')).toBeGreaterThan(errors.changed('S', 'X'));
    expect(errors.scaleAt(0.6)).toBeGreaterThan(errors.scaleAt(0.99));
  });

  it('at line ends are counted by themselves', () => {
    const broken = ADDRESSES.map((truth) => ({ truth, read: truth.replace(/, (?=\d)/, '\n'), confidences: [] }));
    const errors = new ReadingErrors(countErrors(broken));
    expect(errors.lost(',', '\n')).toBeGreaterThan(errors.lost(',', '') + 1);
  });
});

describe('Speller', () => {
  const speller = new Speller(texts, countErrors([]));
  const spell = (text: string, confidence?: number): string => speller.spell(read(text, confidence), 0.75).text;

  it.each([
    ['12, Mi1l Street, 4100 Ashf0rd', '12, Mill Street, 4100 Ashford'],
    ['12, GardenStreet, 4300 Dover', '12, Garden Street, 4300 Dover'],
    ['12, Riv er Street, 4300 Dover', '12, River Street, 4300 Dover'],
    ['12, Church Street.\n4000 Newport', '12, Church Street, 4000 Newport'],
  ])('mends %j', (text, mended) => expect(spell(text)).toBe(mended));

  it.each(['12, Zuiderzee Quay, 4300 Dover', 'Ørsted Plads 5'])('leaves %j alone', (text) =>
    expect(spell(text, 0.99)).toBe(text),
  );

  it('never changes, adds or drops digits that were read without doubt', () =>
    expect(spell('8199, Mill Street, 4109 Ashford', 0.95).replace(/\D/g, '')).toBe('81994109'));

  it('says how well a value goes with what was read', () => {
    const score = (truth: string): number => speller.scoreReading(read('4, Mil1 Street'), truth);
    expect(score('4, Mill Street')).toBeGreaterThan(score('4, Milk Street'));
    expect(score('4, Milk Street')).toBeGreaterThan(score('4, Harbour Street'));
    expect(speller.scoreReading(read('4, Mill Street', 0.99), '5, Mill Street')).toBeLessThan(-900);
  });
});
