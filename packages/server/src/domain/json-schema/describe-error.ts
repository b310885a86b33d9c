import type { ErrorObject } from 'ajv';

const list = (values: unknown[]) => values.map((value) => JSON.stringify(value)).join(', ');
const unit = (keyword: string) => (keyword.endsWith('Length') ? 'characters' : 'items');

function requirement({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `has to have the field ${params.missingProperty}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `must not have the field ${params[keyword.replace('Properties', 'Property')]}`;
    case 'enum':
      return `has to be one of ${list(params.allowedValues)}`;
    case 'const':
      return `has to be ${list([params.allowedValue])}`;
    case 'type':
      return `has to be ${[params.type].flat().join(' or ')}`;
    case 'minLength':
    case 'minItems':
      return `has to have at least ${params.limit} ${unit(keyword)}`;
    case 'maxLength':
    case 'maxItems':
      return `has to have at most ${params.limit} ${unit(keyword)}`;
    case 'pattern':
      return `has to match ${params.pattern}`;
    default:
      return (message ?? 'is not valid').replace(/^must /, 'has to ');
  }
}

/** Something in a value that its schema does not allow. */
export interface SchemaProblem {
  /** Where: a JSON pointer (RFC 6901) into the value; `''` is the whole of it. */
  pointer: string;
  /** Where and what it should be, as a sentence for a person: "/total has to be number". */
  message: string;
}

const longestMessage = 500;

/** What is wrong with a value, by the errors of the library: of several the one deepest inside tells a person most. */
export function describeErrors(errors: readonly ErrorObject[] | null | undefined): SchemaProblem {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split('/').length;
  const [deepest] = [...(errors ?? [])].sort((a, b) => depth(b) - depth(a));
  const pointer = deepest?.instancePath ?? '';
  const sentence = `${pointer || 'it'} ${deepest ? requirement(deepest) : 'is not valid'}`;
  return { pointer, message: sentence.length > longestMessage ? `${sentence.slice(0, longestMessage)}…` : sentence };
}
