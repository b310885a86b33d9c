import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import { parseReferencePath, placeAt } from './reference-path.js';

const place = (text: string, document: Json, value: Json) => placeAt(parseReferencePath(text), document, value);

describe('placing a value', () => {
  it('replaces, adds, and makes the objects on the way', () => {
    expect(place('$', { a: 1 }, 2)).toBe(2);
    expect(place('$.a', { a: 1, b: 2 }, 3)).toEqual({ a: 3, b: 2 });
    expect(place('$.a.b', { a: { b: 1, c: 2 } }, 3)).toEqual({ a: { b: 3, c: 2 } });
    expect(place('$.x.y.z', { a: 1 }, 3)).toEqual({ a: 1, x: { y: { z: 3 } } });
    expect(place('$.list[1].a', { list: [1, {}] }, 3)).toEqual({ list: [1, { a: 3 }] });
    expect(place("$['a b']", {}, null)).toEqual({ 'a b': null });
  });

  it.each([
    ['$.a', 'text'],
    ['$.a', null],
    ['$.a', [1]],
    ['$.a.b', { a: 1 }],
    ['$.a.b', { a: null }],
    ['$.a[0]', { a: { b: 1 } }],
    ['$.a[1]', { a: [1] }],
    ['$.a[0]', {}],
  ] as [string, Json][])('fails where %s does not lead through %j', (text, document) => {
    expect(() => place(text, document, 1)).toThrow(expect.objectContaining({ error: 'States.ResultPathMatchFailure' }));
  });

  it.each(['$$.a', '$v', 'a', '$.*', '$..a', '$[1:2]', '$[0,1]', '$[-1]', '$[?(@.a)]', '$.a.length()', "$['a','b']"])(
    'refuses %s, which is not a reference path',
    (text) => {
      expect(() => parseReferencePath(text)).toThrow(SyntaxProblem);
    },
  );

  it('leaves prototypes alone', () => {
    const placed = place('$.__proto__.polluted', {}, true);
    expect(JSON.stringify(placed)).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(placed)).toBe(Object.prototype);
    expect(JSON.stringify(place('$.constructor.prototype.polluted', {}, 1))).toContain('polluted');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('changes nothing but the place', () => {
    const document = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue());
    fc.assert(
      fc.property(document, fc.constantFrom('a', 'b', 'd'), fc.jsonValue(), (before, key, value) => {
        const copy = structuredClone(before);
        const after = place(`$.${key}`, before as Json, value as Json) as Record<string, unknown>;
        expect(before).toEqual(copy);
        expect(after).toEqual({ ...before, [key]: value });
        for (const other of Object.keys(before)) if (other !== key) expect(after[other]).toBe(before[other]);
      }),
    );
  });
});
