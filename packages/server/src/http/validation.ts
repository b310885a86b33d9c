import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { badRequest } from '../domain/api-error.js';

const places: Record<string, string> = { body: 'body', querystring: 'query', params: 'path', headers: 'header' };

function field(place: string, error: ErrorObject): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('');
  return place + path;
}

const unit = ({ keyword }: ErrorObject) => (keyword.endsWith('Length') ? 'characters' : 'items');

/** One error as a sentence that names the field and what it should be. */
function sentence(place: string, error: ErrorObject): string {
  const name = field(place, error);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties':
      return `${name}.${params.additionalProperty} is not a known field`;
    case 'required':
      return `${name}.${params.missingProperty} is required`;
    case 'minProperties':
      return `${name} has to have at least ${params.limit} field`;
    case 'enum':
      return `${name} has to be one of ${(params.allowedValues as unknown[]).map(String).join(', ')}`;
    case 'type':
      return `${name} has to be ${[params.type].flat().join(' or ')}`;
    case 'minLength':
    case 'minItems':
      return `${name} has to have at least ${params.limit} ${unit(error)}`;
    case 'maxLength':
    case 'maxItems':
      return `${name} has to have at most ${params.limit} ${unit(error)}`;
    default:
      return `${name} ${(error.message ?? 'is not valid').replace(/^must /, 'has to ')}`;
  }
}

function explain(place: string, errors: readonly ErrorObject[]): string {
  // The branches of anyOf fail one by one before anyOf itself does: the deepest place tells a person most.
  const deepest = [...errors].sort((a, b) => b.instancePath.length - a.instancePath.length)[0];
  return deepest ? sentence(place, deepest) : `${place} is not valid`;
}

/** Checks requests against the contract: nothing is removed, and only the query, which is text, is converted. */
export function registerValidation(app: FastifyInstance): void {
  const options = { allErrors: false, removeAdditional: false, useDefaults: false, strict: false } as const;
  const exact = new Ajv(options);
  const fromText = new Ajv({ ...options, coerceTypes: 'array' });
  app.setValidatorCompiler<object>(({ schema, httpPart }) => {
    const place = places[httpPart ?? 'body'] ?? 'body';
    const validate: ValidateFunction = (httpPart === 'querystring' ? fromText : exact).compile(schema);
    return (value: unknown) => {
      if (value === undefined || value === null) {
        if (httpPart === 'body') return { error: badRequest('body is required: a JSON object') };
      }
      if (validate(value)) return { value };
      return { error: badRequest(explain(place, validate.errors ?? [])) };
    };
  });
}
