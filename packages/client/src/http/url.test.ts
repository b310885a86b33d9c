import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { path, queryText } from './url.js';

describe('path', () => {
  it('leaves the colons of ids as they are', () => {
    expect(path`/models/${'las:model:a_1'}/trainings/${'las:training:0f'}`).toBe(
      '/models/las:model:a_1/trainings/las:training:0f',
    );
  });

  it.each(['', '.', '..'])('refuses %j, which would lead to another path', (id) => {
    expect(() => path`/documents/${id}`).toThrow(TypeError);
  });

  it('keeps any other id one segment of the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        fc.pre(!/^\.{0,2}$/.test(id) && id.isWellFormed());
        const { pathname, search, hash } = new URL(`http://host${path`/documents/${id}/words`}`);
        expect([decodeURIComponent(pathname), search, hash]).toEqual([`/documents/${id}/words`, '', '']);
        expect(pathname.split('/')).toHaveLength(4);
      }),
    );
  });
});

describe('queryText', () => {
  it('repeats the key of an array and leaves out what is undefined', () => {
    expect(queryText({ batchId: ['las:batch:a', 'b'], maxResults: 3, nextToken: undefined })).toBe(
      '?batchId=las%3Abatch%3Aa&batchId=b&maxResults=3',
    );
  });

  it('is nothing without parameters', () => {
    expect([queryText(), queryText({ batchId: undefined })]).toEqual(['', '']);
  });
});
