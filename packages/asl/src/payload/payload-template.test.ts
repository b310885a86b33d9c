import { describe, expect, it } from 'vitest';
import type { JsonPathScope } from '../evaluation-scope.js';
import { defaultLimits } from '../limits.js';
import type { Json } from '../types.js';
import { compilePayload, fillPayload } from './payload-template.js';

const scope: JsonPathScope = {
  input: { a: 1, list: [1, 2] },
  context: { Execution: { Id: 'x' } },
  variables: { v: 'var' },
  moment: { now: 0, random: () => 0, uuid: () => '' },
  limits: defaultLimits,
};

describe('a payload template', () => {
  it('replaces fields whose names end in .$, at any depth', () => {
    const template: Json = {
      'a.$': '$.a',
      all: { 'list.$': '$.list[*]', deeper: [{ 'id.$': '$$.Execution.Id' }, 'x'] },
      'v.$': '$v',
      'text.$': "States.Format('{}!', $.a)",
      literal: '$.a',
      '.$': '$.a',
    };
    expect(fillPayload(compilePayload(template), scope)).toEqual({
      a: 1,
      all: { list: [1, 2], deeper: [{ id: 'x' }, 'x'] },
      v: 'var',
      text: '1!',
      literal: '$.a',
      '': 1,
    });
  });

  it('shares what is constant', () => {
    const constant: Json = { a: [1, { b: 2 }] };
    expect(compilePayload(constant).constant).toBe(true);
    const filled = fillPayload(compilePayload({ constant, 'x.$': '$.a' }), scope) as { constant: Json };
    expect(filled.constant).toBe(constant);
  });

  it.each([
    [{ a: { 'b.$': 1 } }, '/a/b.$'],
    [{ 'a.$': 'text' }, '/a.$'],
    [{ list: [{}, { 'a/b~.$': '$.' }] }, '/list/1/a~1b~0.$'],
    [{ 'a.$': 'States.Nope()' }, '/a.$'],
  ] as [Json, string][])('%j is refused at %s', (template, pointer) => {
    expect(() => compilePayload(template)).toThrow(expect.objectContaining({ name: 'SyntaxProblem', pointer }));
  });

  it('refuses to nest without end', () => {
    let template: Json = {};
    for (let level = 0; level < 50_000; level++) template = [template];
    expect(() => compilePayload(template)).toThrow('nest');
  });

  it('fails in the words of AWS where a path finds nothing', () => {
    expect(() => fillPayload(compilePayload({ x: { 'value.$': '$.no' } }), scope)).toThrow(
      expect.objectContaining({
        error: 'States.Runtime',
        cause:
          "The JSONPath '$.no' specified for the field 'value.$' could not be found in the input '{\"a\":1,\"list\":[1,2]}'",
      }),
    );
  });

  it('makes no prototypes', () => {
    const filled = fillPayload(
      compilePayload(JSON.parse('{"__proto__.$": "$.a", "__proto__": {"x.$": "$.a"}}')),
      scope,
    );
    expect(Object.getPrototypeOf(filled)).toBe(Object.prototype);
  });
});
