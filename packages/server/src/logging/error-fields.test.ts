import { expect, test } from 'vitest';
import { errorFields, silentErrorFields } from './error-fields.js';

class OddError extends Error {
  override readonly name = 'OddError';
  readonly code = 'E_ODD';
  readonly detail = 'Key (email)=(somebody@example.com) exists.';
}

test('an error is logged with kind, code, message and place, without its further properties', () => {
  const fields = errorFields(new OddError('it went wrong'));
  expect(fields.error).toMatchObject({ type: 'OddError', code: 'E_ODD', message: 'it went wrong' });
  expect(fields.error.stack?.[0]).toMatch(/^at .*error-fields\.test/);
  expect(JSON.stringify(fields)).not.toContain('somebody@example.com');
});

test('an error that may tell of a document is logged without a word of its message', () => {
  const fields = silentErrorFields(new OddError('value "Jane Doe"\nof line two'));
  expect(fields.error).toMatchObject({ type: 'OddError', code: 'E_ODD' });
  expect(JSON.stringify(fields)).not.toMatch(/Jane|line two/);
});

test('what is thrown without being an error is logged by its text, or by its kind only', () => {
  expect(errorFields('no').error).toEqual({ type: 'string', message: 'no' });
  expect(silentErrorFields('Jane Doe').error).toEqual({ type: 'string' });
});
