import * as contract from '@las/contract';
import { fieldDescriptions } from './field-descriptions.js';
import { type JsonSchema, schemaKey } from './json-schema.js';
import { type ShapeNames, typeText } from './type-text.js';

/** A shape that the client declares. */
export interface Shape {
  name: string;
  schema: JsonSchema;
  /** Query parameters: an array may be given as a single value. */
  query: boolean;
}

const pagingFields = ['maxResults', 'nextToken'];

/** Fields of plain lists, declared once. */
export const pagingShape = 'PagingOptions';

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && ('type' in value || 'anyOf' in value);
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function isPaging(schema: JsonSchema): boolean {
  return Object.keys(schema.properties ?? {}).every((name) => pagingFields.includes(name));
}

/** Name of the shape of an endpoint's query parameters. */
export function queryShapeName(operation: string, query: JsonSchema): string {
  return isPaging(query) ? pagingShape : `${upperFirst(operation)}Options`;
}

function bodyShapes(): Shape[] {
  return Object.entries(contract as Record<string, unknown>)
    .filter(([name, value]) => /^[A-Z]/.test(name) && isSchema(value) && name !== 'StatusFilter')
    .map(([name, value]) => ({ name, schema: value as JsonSchema, query: false }));
}

function queryShapes(): Shape[] {
  const shapes = Object.entries(contract.endpoints).flatMap(([operation, row]) => {
    if (!row.query) return [];
    const schema = row.query as JsonSchema;
    return [{ name: queryShapeName(operation, schema), schema, query: true }];
  });
  return [...new Map(shapes.map((shape) => [shape.name, shape])).values()];
}

/** Shapes of which the contract exports the type only. */
const unnamedShapes: readonly Shape[] = [
  { name: 'ContentType', schema: contract.Document.properties.contentType as JsonSchema, query: false },
  { name: 'DocumentWords', schema: contract.endpoints.getDocumentWords.answer as JsonSchema, query: false },
  { name: 'ImageQuality', schema: contract.PreprocessConfig.properties.imageQuality as JsonSchema, query: false },
];

export const shapes: readonly Shape[] = [...bodyShapes(), ...unnamedShapes, ...queryShapes()];

export const shapeNames: ShapeNames = new Map(
  shapes.filter((shape) => !shape.query && !shape.name.endsWith('Update')).map((s) => [schemaKey(s.schema), s.name]),
);

/** What a field means: the contract's own words first. */
export function describeField(shape: string, field: string, schema: JsonSchema): string {
  return schema.description ?? fieldDescriptions[`${shape}.${field}`] ?? fieldDescriptions[field] ?? '';
}

/** The TypeScript type of a field of a shape. */
export function fieldType(shape: Shape, field: JsonSchema): string {
  const text = typeText(field, shapeNames);
  return shape.query && field.type === 'array' ? `${typeText(field.items ?? {}, shapeNames)} | ${text}` : text;
}

function interfaceText(shape: Shape): string {
  const required = new Set(shape.schema.required);
  const extendsPaging = shape.query && shape.name !== pagingShape && 'nextToken' in (shape.schema.properties ?? {});
  const fields = Object.entries(shape.schema.properties ?? {})
    .filter(([name]) => !extendsPaging || !pagingFields.includes(name))
    .map(([name, schema]) => {
      const description = describeField(shape.name, name, schema);
      const comment = description ? `  /** ${description} */\n` : '';
      return `${comment}  ${name}${required.has(name) ? '' : '?'}: ${fieldType(shape, schema)};\n`;
    });
  const heritage = extendsPaging ? ` extends ${pagingShape}` : '';
  return `export interface ${shape.name}${heritage} {\n${fields.join('')}}\n`;
}

function declarationText(shape: Shape): string {
  if (shape.schema.type === 'object' && shape.schema.properties && !shape.schema.patternProperties) {
    if (typeof shape.schema.additionalProperties !== 'object') return interfaceText(shape);
  }
  const others = new Map([...shapeNames].filter(([, name]) => name !== shape.name));
  return `export type ${shape.name} = ${typeText(shape.schema, others)};\n`;
}

/** The client's declarations of everything that crosses the wire. */
export function shapesText(): string {
  return [
    '// Generated from the contract by scripts/client-reference.ts; do not edit.\n',
    '/** Any JSON object. */\nexport type JsonObject = Record<string, unknown>;\n',
    ...shapes.map(declarationText),
  ].join('\n');
}
