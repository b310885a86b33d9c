import { describe, expect, it } from 'vitest';
import { buildLayout } from '../layout/build-layout.js';
import type { Page, WordAlternative } from '../types.js';
import { type CandidateType, findCandidates } from './find-candidates.js';

interface ReadWord {
  text: string;
  confidence?: number;
  alternatives?: readonly WordAlternative[];
}

/** A page with one word or several beside each other in each line, read in doubt unless said otherwise. */
function makeReading(lines: readonly (string | ReadWord[])[]): Page {
  const words = lines.flatMap((line, segment) => {
    const members: ReadWord[] = typeof line === 'string' ? line.split(' ').map((text) => ({ text })) : line;
    return members.map(({ confidence = 0.9, ...word }, index) => {
      const left = 0.1 + 0.1 * index;
      const box = [left, 0.05 * segment, left + 0.09, 0.05 * segment + 0.03] as const;
      return { confidence, ...word, box, segment };
    });
  });
  return { number: 1, width: 600, height: 800, words };
}

const find = (type: CandidateType, lines: readonly (string | ReadWord[])[]) =>
  findCandidates(buildLayout([makeReading(lines)]), type, 'dayFirst');

describe('values of doubtful words', () => {
  const cases: [type: CandidateType, line: string, key: string, repair: string][] = [
    ['amount', 'Total 6O.30', '60.30', 'characters'],
    ['amount', 'Total RM l2.5O', '12.50', 'characters'],
    ['amount', 'Total 6 0.30', '60.30', 'space'],
    ['amount', 'Total 60 .30', '60.30', 'space'],
    ['date', '19/1O/2018', '2018-10-19', 'characters'],
    ['date', '25/10/20 17', '2017-10-25', 'space'],
    ['date', '3l.12.2026', '2026-12-31', 'characters'],
    ['number', 'No. 12O45', '12045', 'characters'],
  ];
  for (const [type, line, key, repair] of cases) {
    it(`${line} may be ${key}`, () => {
      expect(find(type, [line]).find((candidate) => candidate.key === key)).toMatchObject({ repair });
    });
  }

  it('leave words alone that are no numbers', () => {
    for (const line of ['SOLD 8 BOXES', 'B12', 'Isle of Bliss 5', 'DEC']) {
      expect(find('amount', [line]).filter(({ repair }) => repair !== null)).toEqual([]);
    }
  });

  it('are not looked for where the reader had no doubt', () => {
    const sure = ['6O.30', '6', '0.30'].map((text) => [{ text, confidence: 1 }]);
    expect(find('amount', sure).filter(({ repair }) => repair !== null)).toEqual([]);
  });

  it('come from the other readings of a word, at the place where it stands', () => {
    const word = { text: '5O.3', alternatives: [{ text: '50.37', confidence: 0.2 }] };
    const [candidate] = find('amount', [[{ text: 'Total:' }, word]]).filter(({ repair }) => repair === 'alternative');
    expect(candidate).toMatchObject({ key: '50.37', text: '50.37', start: 7, end: 11 });
  });

  it('may be a value that was read better elsewhere on the page', () => {
    const lines = [
      [{ text: 'Total' }, { text: '758.70', confidence: 0.99 }],
      [{ text: 'Final' }, { text: '753.70' }],
    ];
    const twins = find('amount', lines).filter(({ repair }) => repair === 'twin');
    expect(twins.map(({ key, text, segment }) => [key, text, segment.index])).toEqual([['758.70', '758.70', 1]]);
  });

  it('may lack a decimal point where the sum of others says so', () => {
    const points = find('amount', ['Goods 19.83', 'Tax 32.05', 'Payable 5188', 'No 7421']).filter(
      ({ repair }) => repair === 'point',
    );
    expect(points.map(({ key }) => key)).toEqual(['51.88']);
  });
});

it('an amount may follow an abbreviation with a full stop', () => {
  expect(find('amount', ['<RM.34.80']).map(({ key }) => key)).toContain('34.80');
});

describe('spaces between groups of digits', () => {
  const valuesOf = (lines: string[]) =>
    find('amount', lines)
      .filter(({ joined }) => !joined)
      .map(({ key }) => key);

  it('group thousands in a document where one group begins with a nought', () => {
    expect(valuesOf(['Net 2 451,20', 'Tax 1 073,37'])).toEqual(['2451.20', '1073.37']);
  });

  it('leave it open otherwise', () => {
    expect(valuesOf(['Lamp 1 451.20', 'Total 451.20'])).toEqual(['1.00', '451.20', '451.20']);
    expect(valuesOf(['Lamp 2 451,20', 'Total 1.230,00'])).toEqual(['2.00', '451.20', '1230.00']);
  });
});
