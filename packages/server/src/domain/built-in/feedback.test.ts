import type { Json, JsonObject } from '@las/asl';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentRoutes } from '../../http/routes/documents.js';
import { type TestApp, testApp } from '../../testing/app.js';
import { builtInOptions, builtInTask } from '../../testing/built-in-task.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { feedbackBuiltIn } from './feedback.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => documentRoutes({ ...services, maxDocumentBytes: 1000 }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

type Truth = { label: string; value: string | boolean | null }[];

async function upload(groundTruth?: Truth): Promise<string> {
  const content = Buffer.from('%PDF-1.7 not read here').toString('base64');
  const body = { content, contentType: 'application/pdf', ...(groundTruth ? { groundTruth } : {}) };
  return (await app.inject('POST', '/documents', body)).body.documentId;
}

const truthOf = async (documentId: string): Promise<Truth> =>
  (await app.inject('GET', `/documents/${documentId}`)).body.groundTruth;

const give = (input: Json) => feedbackBuiltIn(database).run(builtInTask(app.organizationId, input), builtInOptions());

const verified: [string, JsonObject, Truth][] = [
  [
    'a list of values',
    {
      groundTruth: [
        { label: 'total', value: '5.00' },
        { label: 'paid', value: true },
      ],
    },
    [
      { label: 'total', value: '5.00' },
      { label: 'paid', value: true },
    ],
  ],
  [
    'values by label',
    { groundTruth: { total: '5.00', vat: null } },
    [
      { label: 'total', value: '5.00' },
      { label: 'vat', value: null },
    ],
  ],
  ['an emptied field of a form', { groundTruth: { total: '' } }, [{ label: 'total', value: null }]],
  [
    'predictions, of each label the surest',
    {
      predictions: [
        { label: 'total', value: '4.00', confidence: 0.3 },
        { label: 'total', value: '5.00', confidence: 0.9 },
        { label: 'date', value: '2026-01-01', confidence: 0.9 },
        { label: 'date', value: '2026-01-02' },
      ],
    },
    [
      { label: 'total', value: '5.00' },
      { label: 'date', value: '2026-01-02' },
    ],
  ],
  [
    'values that were checked, before predictions that were passed on',
    { groundTruth: { total: '5.00' }, predictions: [{ label: 'date', value: 'x', confidence: 0.1 }] },
    [{ label: 'total', value: '5.00' }],
  ],
];

test.each(verified)('%s become ground truth, and the input is passed on', async (_, given, expected) => {
  const documentId = await upload();
  const input = { ...given, documentId, customer: 7 };
  expect(await give(input)).toEqual({ output: input });
  expect(await truthOf(documentId)).toEqual(expected);
});

test('values replace those of the same label and leave the others', async () => {
  const documentId = await upload([
    { label: 'line', value: 'a' },
    { label: 'total', value: '1.00' },
    { label: 'line', value: 'b' },
  ]);
  const input = {
    documentId,
    groundTruth: [
      { label: 'line', value: 'c' },
      { label: 'line', value: 'd' },
    ],
  };
  const expected = [{ label: 'total', value: '1.00' }, ...input.groundTruth];
  await give(input);
  expect(await truthOf(documentId)).toEqual(expected);
  await give(input);
  expect(await truthOf(documentId)).toEqual(expected);
});

test('two at the same time lose nothing of each other', async () => {
  const documentId = await upload();
  const labels = ['a', 'b', 'c', 'd'];
  await Promise.all(labels.map((label) => give({ documentId, groundTruth: { [label]: label } })));
  expect((await truthOf(documentId)).map(({ label }) => label).sort()).toEqual(labels);
});

test('a document that is not there, or not one’s own, is not found', async () => {
  const documentId = await upload();
  const task = builtInTask(await database.addOrganization(), { documentId, groundTruth: { a: 'b' } });
  expect(await feedbackBuiltIn(database).run(task, builtInOptions())).toEqual({
    error: 'las.NotFound',
    cause: `${documentId} was not found`,
  });
});

test.each([
  [{}, 'it has to have the field groundTruth'],
  [{ groundTruth: 'x' }, '/groundTruth has to be array'],
  [{ groundTruth: { 'a b': 'x' } }, '/groundTruth'],
  [{ groundTruth: { a: 5 } }, '/groundTruth/a has to be string or boolean or null'],
  [{ groundTruth: [{ label: 'a' }] }, '/groundTruth/0 has to have the field value'],
  [
    { predictions: [{ label: 'a', value: 'x'.repeat(1025) }] },
    '/predictions/0/value has to have at most 1024 characters',
  ],
])('%j is refused', async (given, what) => {
  const result = await give({ documentId: await upload(), ...(given as JsonObject) });
  expect(result).toEqual({ error: 'las.InvalidInput', cause: expect.stringContaining(what) });
});

test('more than a document can hold is refused, and nothing changes', async () => {
  const before = [{ label: 'a', value: 'x' }];
  const documentId = await upload(before);
  const many = Array.from({ length: 1000 }, (_, index) => ({ label: `b${index}`, value: 'x' }));
  expect(await give({ documentId, groundTruth: many })).toMatchObject({ error: 'las.InvalidInput' });
  const large = Array.from({ length: 200 }, (_, index) => ({ label: `b${index}`, value: 'x'.repeat(1000) }));
  expect(await give({ documentId, groundTruth: large })).toMatchObject({ error: 'las.InvalidInput' });
  expect(await truthOf(documentId)).toEqual(before);
});
