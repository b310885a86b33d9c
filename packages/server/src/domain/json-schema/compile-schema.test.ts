import { expect, test } from 'vitest';
import { findSchemaProblem } from './compile-schema.js';

const drafts = [
  'http://json-schema.org/draft-04/schema#',
  'https://json-schema.org/draft-04/schema#',
  'http://json-schema.org/draft-06/schema#',
  'http://json-schema.org/draft-07/schema',
  'https://json-schema.org/draft/2019-09/schema',
  'https://json-schema.org/draft/2020-12/schema',
];

test.each(drafts)('schemas of %s are told from what is none', ($schema) => {
  const schema = {
    $schema,
    type: 'object',
    properties: { a: { type: 'string', pattern: '^[\\w\\-]+$' } },
    required: ['a'],
  };
  expect(findSchemaProblem(schema)).toBeUndefined();
  expect(findSchemaProblem({ $schema })).toBeUndefined();
  expect(findSchemaProblem({ ...schema, type: 'text' })).toMatch(/^is no valid JSON schema \(.*\): \/type /);
  expect(findSchemaProblem({ ...schema, properties: [] })).toContain('/properties');
});

test('what is particular to a draft is known', () => {
  const of = ($schema: string | undefined, schema: object) =>
    findSchemaProblem({ ...($schema ? { $schema } : {}), ...schema });
  const [draft04, , , draft07, , draft2020] = drafts;
  const old = { id: 'http://example.com/x', maximum: 5, exclusiveMaximum: true };
  const recent = { exclusiveMaximum: 5, if: { type: 'string' }, const: 1 };
  expect(of(draft04, old)).toBeUndefined();
  expect(of(draft07, old)).toContain('/exclusiveMaximum');
  expect(of(draft07, recent)).toBeUndefined();
  expect(of(draft04, recent)).toContain('exclusiveMaximum');
  expect(of(draft2020, { prefixItems: [{ type: 'string' }], unevaluatedItems: false })).toBeUndefined();
  expect(of(draft07, { items: [{ type: 'string' }] })).toBeUndefined();
  expect(of(draft2020, { items: [{ type: 'string' }] })).toContain('/items');
  // Without $schema both ways of writing are taken.
  expect(of(undefined, old)).toBeUndefined();
  expect(of(undefined, recent)).toBeUndefined();
});

test('references may point inside, recursion included, and nowhere else', () => {
  const tree = {
    definitions: { node: { properties: { next: { $ref: '#/definitions/node' } } } },
    $ref: '#/definitions/node',
  };
  expect(findSchemaProblem(tree)).toBeUndefined();
  expect(findSchemaProblem({ $ref: 'https://example.com/schema.json' })).toBe(
    'refers to https://example.com/schema.json, which is not part of it; nothing is fetched',
  );
  expect(findSchemaProblem({ properties: { a: { $ref: '#/definitions/none' } } })).toContain('#/definitions/none');
  expect(findSchemaProblem({ $ref: 'file:///etc/passwd' })).toContain('nothing is fetched');
});

test.each([
  [{ $schema: 'https://example.com/mine' }, '.$schema has to be one of'],
  [{ $schema: 7 }, '.$schema has to be one of'],
  [{ pattern: '(' }, 'is no valid JSON schema'],
  [{ properties: { a: { minLength: -1 } } }, '/properties/a/minLength'],
])('%j is refused', (schema, message) => {
  expect(findSchemaProblem(schema)).toContain(message);
});
