import type { FieldConfig } from '@las/contract';
import { type HeldOutAnswer, ModelFormatError, type TrainingDocument } from '@las/extractor';
import { expect, test } from 'vitest';
import type { Truth } from '../../db/schema.js';
import { compareVersions, type NewVersion, type ServingVersion } from './compare-versions.js';

const total = { type: 'amount', maxLength: 9 } as const;
const date = { type: 'date', maxLength: 10 } as const;
const ids = (from: number, count: number) => Array.from({ length: count }, (_, index) => `d${from + index}`);

const documentOf = (id: string, groundTruth: Truth = { total: '1.00' }): TrainingDocument => ({
  id,
  pages: [],
  groundTruth,
});
const answer = (documentId: string, value: string | null, label = 'total'): HeldOutAnswer => ({
  documentId,
  label,
  value,
  confidence: 0.99,
});

function serving(documents: readonly string[], more: Partial<ServingVersion> = {}) {
  const extracted: string[] = [];
  const version: ServingVersion = {
    trainingId: 'las:training:a',
    fieldConfig: { total },
    documents: documents.map((id) => ({
      id,
      truth: { total: '1.00' },
      answers: { total: { value: '1.00', confidence: 0.99 } },
    })),
    async extract({ id }) {
      extracted.push(id);
      return [{ label: 'total', value: '1.00', confidence: 0.99, page: null, box: null, words: [], alternatives: [] }];
    },
    ...more,
  };
  return { version, extracted };
}

function made(
  documents: readonly TrainingDocument[],
  heldOut: readonly HeldOutAnswer[],
  fieldConfig: FieldConfig = { total },
) {
  const truths = new Map(documents.map(({ id, groundTruth }) => [id, groundTruth]));
  return { automatic: true, fieldConfig, truths, documents, heldOut } satisfies NewVersion;
}

const watch = { signal: new AbortController().signal, onCompared: () => {} };

test('known documents are compared by what both trainings left, new ones by what the old version answers', async () => {
  const { version, extracted } = serving(['d0', 'd1', 'gone']);
  const documents = [documentOf('d0'), documentOf('d1', { total: '2.00' }), documentOf('d2')];
  const comparison = await compareVersions(
    version,
    made(
      documents,
      documents.map(({ id }) => answer(id, '1.00')),
    ),
    watch,
  );
  expect(extracted).toEqual(['d2']);
  expect(comparison).toMatchObject({
    replaced: true,
    documents: { known: 1, added: 1, changed: 1, removed: 1 },
    fields: {
      total: {
        known: { documents: 1, accuracyBefore: 1, accuracyAfter: 1 },
        fresh: { documents: 2, accuracyBefore: 0.5, accuracyAfter: 0.5 },
      },
    },
  });
});

test('a clear loss on known documents keeps the old version, unless a person asked for the training', async () => {
  const { version } = serving(ids(0, 12));
  const documents = ids(0, 12).map((id) => documentOf(id));
  const heldOut = documents.map(({ id }, index) => answer(id, index < 4 ? '9.00' : '1.00'));
  const kept = await compareVersions(version, made(documents, heldOut), watch);
  expect(kept).toMatchObject({
    replaced: false,
    reason:
      'The version before goes on serving. total: 4 right before and wrong now, 0 the other way round, of 12 documents that both learned from.',
    fields: { total: { verdict: 'worse' } },
  });
  const asked = await compareVersions(version, { ...made(documents, heldOut), automatic: false }, watch);
  expect(asked).toMatchObject({ replaced: true, reason: expect.stringMatching(/^Replaced as asked/) });
});

test('fields that came, went or changed their type are named and not compared', async () => {
  const { version } = serving(['d0'], { fieldConfig: { total, old: total, date: total } });
  const document = documentOf('d0', { total: '1.00', date: '2026-01-01', fresh: '5.00' });
  const config = { total, date, fresh: total };
  const comparison = await compareVersions(version, made([document], [answer('d0', '5.00', 'fresh')], config), watch);
  expect(comparison).toMatchObject({
    replaced: true,
    addedFields: ['fresh'],
    removedFields: ['old'],
    changedFields: ['date'],
    documents: { known: 1, added: 0, changed: 0, removed: 0 },
  });
  expect(Object.keys(comparison.fields)).toEqual(['total']);
});

test.each([
  [
    'one that cannot be loaded any more is replaced',
    { extract: () => Promise.reject(new ModelFormatError('old')) },
    true,
  ],
  ['one that was deleted is replaced', { extract: async () => undefined }, true],
  ['one of which nothing was noted goes on serving', { fieldConfig: null, documents: [] }, false],
])('%s', async (_, more, replaced) => {
  const { version } = serving([], more);
  const comparison = await compareVersions(version, made([documentOf('d0')], [answer('d0', '1.00')]), watch);
  expect(comparison.replaced).toBe(replaced);
});

test('a training that is cancelled is compared no further', async () => {
  const controller = new AbortController();
  const { version, extracted } = serving([]);
  const documents = ids(0, 9).map((id) => documentOf(id));
  const onCompared = (done: number) => done === 2 && controller.abort(new Error('cancelled'));
  const compared = compareVersions(version, made(documents, []), { signal: controller.signal, onCompared });
  await expect(compared).rejects.toThrow('cancelled');
  expect(extracted).toEqual(['d0', 'd1', 'd2']);
});
