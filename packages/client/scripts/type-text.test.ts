import { expect, it } from 'vitest';
import { type JsonSchema, schemaKey } from './json-schema.js';
import { typeText } from './type-text.js';

const thing: JsonSchema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
const names = new Map([[schemaKey(thing), 'Thing']]);

it.each<[JsonSchema, string]>([
  [{ type: 'string', pattern: '^a$' }, 'string'],
  [{ type: 'integer', minimum: 1 }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ type: 'string', enum: ['a', 'b'] }, "'a' | 'b'"],
  [{ type: 'integer', enum: [512, 1024] }, '512 | 1024'],
  [{ type: 'array', items: { type: 'string' } }, 'string[]'],
  [{ type: 'array', items: { type: ['string', 'null'] } }, '(string | null)[]'],
  [
    { type: ['array', 'null'], items: { type: 'number' }, minItems: 2, maxItems: 2 },
    'readonly [number, number] | null',
  ],
  [{ type: 'object' }, 'JsonObject'],
  [{ type: 'object', patternProperties: { '^.*$': { type: 'string' } } }, 'Record<string, string>'],
  [{ type: 'object', properties: {}, additionalProperties: { type: 'number' } }, 'Record<string, number>'],
  [{ type: 'object', properties: { a: { type: 'boolean' }, b: thing }, required: ['b'] }, '{ a?: boolean; b: Thing }'],
  [{ type: 'array', items: { ...thing, description: 'Said otherwise.' } }, 'Thing[]'],
  [{ anyOf: [thing, { type: 'null' }] }, 'Thing | null'],
  [{}, 'unknown'],
])('writes %j as %s', (schema, text) => {
  expect(typeText(schema, names)).toBe(text);
});
