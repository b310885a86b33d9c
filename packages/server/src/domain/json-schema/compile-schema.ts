import type { JsonObject } from '@las/contract';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';

const options = {
  strict: false,
  logger: false,
  // Formats are annotations. Existing schemas write patterns that the stricter Unicode mode refuses, such as \-.
  validateFormats: false,
  unicodeRegExp: false,
  // References are functions of their own: copied in, a few of them that refer to each other grow without bound.
  inlineRefs: false,
  // Tidying up the code that it makes takes the square of its size, and gains a schema that runs now and then nothing.
  code: { optimize: false },
} as const;

const draft04 = { name: 'draft-04', compiler: () => new AjvDraft04.default(options) };
const draft07 = { name: 'draft-07', compiler: () => new Ajv(options) };

const dialects: Readonly<Record<string, { name: string; compiler(): Ajv | Ajv2019 | Ajv2020 }>> = {
  'json-schema.org/draft-04/schema': draft04,
  // Draft 6 is draft 7 without its additions.
  'json-schema.org/draft-06/schema': draft07,
  'json-schema.org/draft-07/schema': draft07,
  'json-schema.org/draft/2019-09/schema': { name: '2019-09', compiler: () => new Ajv2019(options) },
  'json-schema.org/draft/2020-12/schema': { name: '2020-12', compiler: () => new Ajv2020(options) },
};

function candidates($schema: unknown) {
  // Without the keyword: as draft 7, and where that does not take it, as the older one.
  if ($schema === undefined) return [draft07, draft04];
  const dialect =
    typeof $schema === 'string' ? dialects[$schema.replace(/^https?:\/\//, '').replace(/#$/, '')] : undefined;
  return dialect ? [dialect] : [];
}

function compile(schema: JsonObject, dialect: ReturnType<typeof candidates>[number]): ValidateFunction | string {
  const ajv = dialect.compiler();
  try {
    if (ajv.validateSchema(schema) !== true) {
      const [error] = ajv.errors ?? [];
      return `is no valid JSON schema (${dialect.name}): ${error?.instancePath || 'it'} ${error?.message}`;
    }
    return ajv.compile(schema);
  } catch (error) {
    if (error instanceof Ajv.MissingRefError) {
      return `refers to ${error.missingRef}, which is not part of it; nothing is fetched`;
    }
    // The compiler's own stack: references that go on through hundreds of others.
    if (error instanceof RangeError) return 'refers to itself in too many steps to be compiled';
    return `is no valid JSON schema (${dialect.name}): ${error instanceof Error ? error.message.slice(0, 300) : error}`;
  }
}

/** The function that checks a value by a JSON schema of draft 4, 6, 7, 2019-09 or 2020-12; or what is wrong with the schema, as the end of a sentence. */
export function compileSchema({ $schema, ...schema }: JsonObject): ValidateFunction | string {
  const problems: string[] = [];
  // Without $schema, which existing schemas write with http and https alike, and the library knows in one form only.
  for (const dialect of candidates($schema)) {
    const compiled = compile(schema, dialect);
    if (typeof compiled !== 'string') return compiled;
    problems.push(compiled);
  }
  return (
    problems[0] ??
    `.$schema has to be one of ${Object.keys(dialects)
      .map((uri) => `https://${uri}`)
      .join(', ')}`
  );
}

/** What is wrong with a JSON schema, as the end of a sentence; undefined when nothing is. */
export function findSchemaProblem(schema: JsonObject): string | undefined {
  const compiled = compileSchema(schema);
  return typeof compiled === 'string' ? compiled : undefined;
}
