import { parentPort } from 'node:worker_threads';
import type { ValidateFunction } from 'ajv';
import { compileSchema } from './compile-schema.js';
import { describeErrors, type SchemaProblem } from './describe-error.js';
import type { ValidationReply, ValidationRequest } from './validation-message.js';

const compiled = new Map<string, ValidateFunction | string>();

function validate(check: ValidateFunction | string | undefined, value: unknown): SchemaProblem | null {
  if (typeof check !== 'function') return { pointer: '', message: `it cannot be checked: the schema ${check}` };
  try {
    return check(value) ? null : describeErrors(check.errors);
  } catch (error) {
    // A schema that refers to itself goes as deep as the value does.
    if (error instanceof RangeError) return { pointer: '', message: 'it is nested too deep to be checked' };
    throw error;
  }
}

function reply(message: ValidationReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', ({ hash, schema, forget, value }: ValidationRequest) => {
  for (const old of forget) compiled.delete(old);
  if (schema !== null) {
    compiled.set(hash, compileSchema(schema));
    reply('compiled');
  }
  reply({ problem: validate(compiled.get(hash), value) });
});
reply('ready');
