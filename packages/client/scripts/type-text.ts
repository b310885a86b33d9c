import { type JsonSchema, schemaKey } from './json-schema.js';

/** Names of the shapes that are declared on their own, by {@link schemaKey}. */
export type ShapeNames = ReadonlyMap<string, string>;

function needsParentheses(text: string): boolean {
  return text.includes(' | ') && !text.startsWith('{');
}

function arrayText(schema: JsonSchema, names: ShapeNames): string {
  const item = typeText(schema.items ?? {}, names);
  const { minItems, maxItems } = schema;
  if (minItems !== undefined && minItems === maxItems) return `readonly [${Array(minItems).fill(item).join(', ')}]`;
  return needsParentheses(item) ? `(${item})[]` : `${item}[]`;
}

function objectText(schema: JsonSchema, names: ShapeNames): string {
  const map =
    Object.values(schema.patternProperties ?? {})[0] ??
    (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
  if (map) return `Record<string, ${typeText(map, names)}>`;
  if (!schema.properties) return 'JsonObject';
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties).map(
    ([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${typeText(field, names)}`,
  );
  return `{ ${fields.join('; ')} }`;
}

function oneTypeText(type: string, schema: JsonSchema, names: ShapeNames): string {
  if (type === 'array') return arrayText({ ...schema, type: 'array' }, names);
  if (type === 'object') return objectText(schema, names);
  if (type === 'integer') return 'number';
  return type;
}

/** The TypeScript type of a schema; shapes with a name go by it. */
export function typeText(schema: JsonSchema, names: ShapeNames): string {
  const name = names.get(schemaKey(schema));
  if (name) return name;
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value).replaceAll('"', "'")).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map((option) => typeText(option, names)))].join(' | ');
  if (schema.type === undefined) return 'unknown';
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  const nullable = types.includes('null');
  const named = nullable && types.length === 2 && names.get(schemaKey({ ...schema, type: types[0] ?? '' }));
  if (named) return `${named} | null`;
  return types.map((type) => oneTypeText(type, schema, names)).join(' | ');
}
