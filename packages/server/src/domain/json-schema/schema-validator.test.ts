import type { JsonObject } from '@las/contract';
import { afterEach, expect, test } from 'vitest';
import { allowsAnything, createSchemaValidator, type SchemaValidator } from './schema-validator.js';

const open: SchemaValidator[] = [];

function validator(limits: Partial<Parameters<typeof createSchemaValidator>[0]> = {}): SchemaValidator {
  const created = createSchemaValidator({ threads: 1, ...limits });
  open.push(created);
  return created;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const hangs: JsonObject = { type: 'string', pattern: '^(a+)+$' };
const hanging = `${'a'.repeat(40)}!`;
const tree: JsonObject = {
  definitions: { node: { items: { $ref: '#/definitions/node' } } },
  $ref: '#/definitions/node',
};

function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

const order: JsonObject = {
  type: 'object',
  properties: {
    total: { type: 'number', minimum: 0 },
    currency: { enum: ['EUR', 'NOK'] },
    lines: { type: 'array', items: { type: 'object', required: ['text'] }, maxItems: 2 },
    note: { type: ['string', 'null'], maxLength: 5, pattern: '^[a-z]*$' },
    kind: { anyOf: [{ const: 'a' }, { type: 'object', properties: { sub: { type: 'string' } } }] },
  },
  required: ['total'],
  additionalProperties: false,
};

test.each([
  [{ total: 1, currency: 'NOK', lines: [], note: null, kind: 'a' }, null],
  ['text', ['', 'it has to be object']],
  [{}, ['', 'it has to have the field total']],
  [{ total: '1' }, ['/total', '/total has to be number']],
  [{ total: -1 }, ['/total', '/total has to be >= 0']],
  [{ total: 1, tax: 2 }, ['', 'it must not have the field tax']],
  [{ total: 1, currency: 'SEK' }, ['/currency', '/currency has to be one of "EUR", "NOK"']],
  [{ total: 1, lines: [{ text: 'x' }, {}] }, ['/lines/1', '/lines/1 has to have the field text']],
  [{ total: 1, lines: [1, 2, 3] }, ['/lines', '/lines has to have at most 2 items']],
  [{ total: 1, note: 5 }, ['/note', '/note has to be string or null']],
  [{ total: 1, note: 'abcdef' }, ['/note', '/note has to have at most 5 characters']],
  [{ total: 1, note: 'A' }, ['/note', '/note has to match ^[a-z]*$']],
  [{ total: 1, kind: { sub: 1 } }, ['/kind/sub', '/kind/sub has to be string']],
])('%j is told from what its schema allows', async (value, expected) => {
  const problem = expected && { pointer: expected[0], message: expected[1] };
  expect(await validator().validate(order, value)).toEqual(problem);
});

test.each([
  [{ $schema: 'http://json-schema.org/draft-04/schema#', maximum: 5, exclusiveMaximum: true }, 5, 4],
  [{ $schema: 'https://json-schema.org/draft-04/schema', maximum: 5, exclusiveMaximum: true }, 5, 4],
  [{ maximum: 5, exclusiveMaximum: true }, 5, 4],
  [{ $schema: 'http://json-schema.org/draft-07/schema#', exclusiveMaximum: 5 }, 5, 4],
  [
    { $schema: 'https://json-schema.org/draft/2019-09/schema', dependentRequired: { a: ['b'] } },
    { a: 1 },
    { a: 1, b: 1 },
  ],
  [{ $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'string' }] }, [1], ['a', 1]],
] as [JsonObject, unknown, unknown][])('%j refuses %j and takes %j', async (schema, wrong, right) => {
  const one = validator();
  expect(await one.validate(schema, wrong)).not.toBeNull();
  expect(await one.validate(schema, right)).toBeNull();
});

test('a schema that says nothing of the value is answered without a thread', async () => {
  const closed = validator();
  await closed.close();
  expect(await closed.validate({}, 5)).toBeNull();
  expect(await closed.validate({ $schema: 'https://json-schema.org/draft-04/schema#', title: 'Any' }, {})).toBeNull();
  expect(allowsAnything({ type: 'object' })).toBe(false);
  await expect(closed.validate({ type: 'object' }, {})).rejects.toThrow('The service is stopping');
});

test('what hangs is given up, and what waits behind it is answered', async () => {
  const one = validator({ milliseconds: 200 });
  const first = one.validate({ type: 'number' }, 1);
  const hung = [one.validate(hangs, hanging), one.validate(hangs, hanging)];
  const behind = [one.validate({ type: 'number' }, 'a'), one.validate(hangs, 'aaa'), one.validate(hangs, 'b')];
  expect(await first).toBeNull();
  const tooLong = { pointer: '', message: 'it takes too long to check' };
  expect(await Promise.all(hung)).toEqual([tooLong, tooLong]);
  expect(await Promise.all(behind)).toEqual([
    { pointer: '', message: 'it has to be number' },
    null,
    { pointer: '', message: 'it has to match ^(a+)+$' },
  ]);
});

test('huge data that a schema compares with each other are given up', async () => {
  const value = Array.from({ length: 30_000 }, (_, index) => ({ index, text: 'x'.repeat(5) }));
  const problem = await validator({ milliseconds: 200 }).validate({ uniqueItems: true }, value);
  expect(problem).toEqual({ pointer: '', message: 'it takes too long to check' });
});

test('data nested deeper than can be checked are a problem, wherever it shows', async () => {
  const one = validator();
  const tooDeep = { pointer: '', message: 'it is nested too deep to be checked' };
  expect(await one.validate(tree, nested(200))).toBeNull();
  expect(await one.validate(tree, nested(100_000))).toEqual(tooDeep);
  expect(await one.validate(tree, nested(200))).toBeNull();
});

test('a schema that exhausts the memory is a problem, and the next one is checked', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 4000 }, (_, index) => [`p${index}`, { type: 'string', minLength: index }]),
  );
  const one = validator({ memoryMb: 24 });
  expect(await one.validate({ type: 'string' }, 'a')).toBeNull();
  const tooMuch = { pointer: '', message: 'it takes too much memory to check' };
  expect(await one.validate({ properties }, {})).toEqual(tooMuch);
  expect(await one.validate({ type: 'string' }, 'a')).toBeNull();
});

test('more schemas than are kept are all answered right', async () => {
  const one = validator({ keptBytes: 11_000 });
  const values = [0, 1, 2, 0, 1, 2, 2, 0];
  const problems = await Promise.all(values.map((value) => one.validate({ const: value }, value)));
  expect(problems.every((problem) => problem === null)).toBe(true);
  const others = await Promise.all(values.map((value) => one.validate({ const: value }, 7)));
  expect(others.map((problem) => problem?.message)).toEqual(values.map((value) => `it has to be ${value}`));
});

test('a schema that is none is told of, rather than taken for one that allows all', async () => {
  const problem = await validator().validate({ type: 'text' }, 1);
  expect(problem?.message).toMatch(/^it cannot be checked: the schema is no valid JSON schema/);
});

test('closing ends what is being checked, also while the thread starts', async () => {
  const one = validator({ milliseconds: 60_000 });
  const hung = expect(one.validate(hangs, hanging)).rejects.toThrow();
  const waiting = expect(one.validate(hangs, 'a')).rejects.toThrow('The service is stopping');
  await one.close();
  await Promise.all([hung, waiting]);
});

test('several threads check at the same time', async () => {
  const one = validator({ threads: 2, milliseconds: 60_000 });
  const hung = expect(one.validate(hangs, hanging)).rejects.toThrow();
  expect(await one.validate({ type: 'number' }, 1)).toBeNull();
  await one.close();
  await hung;
});
