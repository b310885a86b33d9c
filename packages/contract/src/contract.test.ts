import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import {
  DocumentCreate,
  endpoints,
  FieldConfig,
  ModelUpdate,
  openApiDocument,
  TransitionExecutionUpdate,
} from './index.js';

const documentId = `las:document:${'0'.repeat(32)}`;

describe('endpoint table', () => {
  it('holds every call of the 55 client methods, and each pair of method and path once', () => {
    const rows = Object.values(endpoints);
    expect(rows.filter((row) => row.python !== null)).toHaveLength(55);
    const calls = rows.map((row) => `${row.method} ${row.path}`);
    expect(new Set(calls).size).toBe(calls.length);
  });

  it('declares a parameter for each placeholder of a path', () => {
    for (const row of Object.values(endpoints)) {
      const placeholders = [...row.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(Object.keys(row.params.properties), row.path).toEqual(placeholders);
    }
  });

  it('asks a write scope of whatever changes something', () => {
    for (const row of Object.values(endpoints)) {
      expect(row.scope.endsWith(row.method === 'GET' ? ':read' : ':write'), row.path).toBe(true);
    }
  });
});

describe('shapes', () => {
  const document = { content: 'YQ==', contentType: 'image/png' };
  it.each([
    ['a document with truth', DocumentCreate, { ...document, groundTruth: [{ label: 'total', value: '1' }] }, true],
    [
      'a truth of 1024 characters',
      DocumentCreate,
      { ...document, groundTruth: [{ label: 'a', value: 'x'.repeat(1024) }] },
      true,
    ],
    [
      'a truth of 1025 characters',
      DocumentCreate,
      { ...document, groundTruth: [{ label: 'a', value: 'x'.repeat(1025) }] },
      false,
    ],
    ['a boolean truth', DocumentCreate, { ...document, groundTruth: [{ label: 'a', value: true }] }, true],
    ['an empty truth', DocumentCreate, { ...document, groundTruth: [{ label: 'a', value: '' }] }, false],
    ['an unknown field', DocumentCreate, { ...document, documentId }, false],
    ['an empty update', ModelUpdate, {}, false],
    ['a label with a hyphen', FieldConfig, { 'a-b': { type: 'all', maxLength: 1 } }, false],
    [
      'a negative offset in a request',
      TransitionExecutionUpdate,
      { status: 'retry', startTime: '2021-05-26T10:00:00-0300' },
      true,
    ],
    ['a time without offset', TransitionExecutionUpdate, { status: 'retry', startTime: '2021-05-26T10:00:00' }, false],
  ])('%s', (_, schema, value, valid) => {
    expect(Check(schema, value)).toBe(valid);
  });
});

describe('OpenAPI document', () => {
  it('is plain JSON that lists every operation once, with its scope', () => {
    const document = JSON.parse(JSON.stringify(openApiDocument({ version: '1.0.0', tokenUrl: '/token' })));
    const operations = Object.values<Record<string, { operationId: string; security: { token: string[] }[] }>>(
      document.paths,
    ).flatMap((path) => Object.values(path));
    expect(operations.map((one) => one.operationId).sort()).toEqual(Object.keys(endpoints).sort());
    expect(operations.every((one) => one.security[0]?.token.length === 1)).toBe(true);
  });
});
