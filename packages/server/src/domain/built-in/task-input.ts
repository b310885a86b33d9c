import type { Json, JsonObject } from '@las/asl';
import { Ajv } from 'ajv';
import { describeErrors } from '../json-schema/describe-error.js';
import { TaskError } from './task-error.js';

const ajv = new Ajv({ strict: false });

/** Schemas of the contract as JSON and nothing else, to be built upon. */
export function plainSchemas<T extends object>(schemas: T): Record<keyof T, JsonObject> {
  return JSON.parse(JSON.stringify(schemas));
}

/** Reads the input of a built-in transition. @throws TaskError that names what is wrong with it. */
export function inputReader<T>(schema: JsonObject): (input: Json) => T & JsonObject {
  const isValid = ajv.compile<T & JsonObject>(schema);
  return (input) => {
    if (isValid(input)) return input;
    throw new TaskError('las.InvalidInput', `The input is not valid: ${describeErrors(isValid.errors).message}`);
  };
}
