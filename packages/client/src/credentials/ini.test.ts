import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIniSection } from './ini.js';

describe('readIniSection', () => {
  it('reads one section', () => {
    const text = `# written by hand
[default]
client_id = abc
Client_Secret=a=b:c
api_key : k
; a comment
empty =

[other]
client_id = xyz
`;
    expect(readIniSection(text, 'default')).toEqual({
      client_id: 'abc',
      client_secret: 'a=b:c',
      api_key: 'k',
      empty: '',
    });
    expect(readIniSection(text, 'other')).toEqual({ client_id: 'xyz' });
    expect(readIniSection(text, 'third')).toBeUndefined();
  });

  it('reads files of Windows', () => {
    expect(readIniSection('\uFEFF[default]\r\na = b\r\n', 'default')).toEqual({ a: 'b' });
  });

  it.each([
    ['100%%', '100%'],
    ['%(name)s/v1', 'las/v1'],
    ['%%(name)s', '%(name)s'],
    ['%(missing)s', '%(missing)s'],
    ['50%', '50%'],
  ])('reads %j as %j', (written, value) => {
    expect(readIniSection(`[s]\nname = las\nvalue = ${written}`, 's')?.value).toBe(value);
  });

  it('ends where values refer to each other', () => {
    expect(readIniSection('[s]\na = %(b)s\nb = %(a)s', 's')).toHaveProperty('a');
  });

  it('gives back what was written, percent signs doubled', () => {
    const key = fc.stringMatching(/^[a-z][a-z_]{0,10}$/);
    const value = fc.stringMatching(/^[!-~]{0,20}$/);
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (section) => {
        const lines = Object.entries(section).map(([name, text]) => `${name} = ${text.replaceAll('%', '%%')}`);
        expect(readIniSection(`[s]\n${lines.join('\n')}`, 's')).toEqual(section);
      }),
    );
  });
});
