import { expect, test } from 'vitest';
import { checkJsonSchema } from './check-schema.js';

test('a schema that compiles passes, another is refused by the name of its field', async () => {
  await checkJsonSchema('body.a', { type: 'object' });
  await expect(checkJsonSchema('body.a', { type: 5 })).rejects.toMatchObject({
    code: 'badRequest',
    message: expect.stringMatching(/^body\.a is no valid JSON schema \(draft-07\): \/type /),
  });
  await expect(checkJsonSchema('body.a', { $schema: 'x' })).rejects.toThrow('body.a.$schema has to be one of');
});

test('a schema beyond the size limit is not compiled', async () => {
  const schema = { description: 'x'.repeat(140_000) };
  await expect(checkJsonSchema('body.a', schema)).rejects.toThrow('body.a has to be at most 131072 bytes of JSON');
});

test('schemas that exhaust the compiler are refused, and the next one is compiled', async () => {
  const definitions = Object.fromEntries(
    Array.from({ length: 900 }, (_, index) => [
      `d${index}`,
      { anyOf: [{ $ref: `#/definitions/d${(index + 1) % 900}` }, { $ref: `#/definitions/d${(index + 2) % 900}` }] },
    ]),
  );
  const first = checkJsonSchema('body.a', { definitions, $ref: '#/definitions/d0' });
  const second = checkJsonSchema('body.b', { type: 'string' });
  await expect(first).rejects.toMatchObject({ code: 'badRequest', message: expect.stringMatching(/^body\.a /) });
  await second;
});
