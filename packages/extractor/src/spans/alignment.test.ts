import { describe, expect, it } from 'vitest';
import { buildLayout } from '../layout/build-layout.js';
import { joinTokens } from '../layout/layout.js';
import { makePage } from '../testing/synthetic-invoices.js';
import { alignValue } from './alignment.js';

const layout = buildLayout([
  makePage([
    ['Harbour Bo0ks Ltd.'],
    ['12 Quay Street,', 'Fax 12'],
    ['5003 Bergen'],
    ['Thanks,'],
    ['HARBOUR BOOKS LTD'],
  ]),
]);
const found = (value: string): string[] =>
  alignValue(layout, value).map(([first, last]) => joinTokens(layout, first, last));

describe('alignValue', () => {
  it('finds a value in other case and punctuation, over lines', () =>
    expect(found('12 quay street - fax 12')).toEqual(['12 Quay Street, Fax 12']));

  it('finds a value whose reading has errors', () => expect(found('5O03 Bergen')).toEqual(['5003 Bergen']));

  it('finds every place with the value, the most similar first', () =>
    expect(found('HARBOUR BOOKS LTD')[0]).toBe('HARBOUR BOOKS LTD'));

  it('finds nothing where nothing is similar', () => {
    expect(found('Nordlys Bakeri AS')).toEqual([]);
    expect(found('--')).toEqual([]);
  });
});
