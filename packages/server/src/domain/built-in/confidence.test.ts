import type { Json, JsonObject } from '@las/asl';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database } from '../../db/database.js';
import { builtInTask } from '../../testing/built-in-task.js';
import { confidenceBuiltIn } from './confidence.js';

/** No query is made: the input says all that is needed. */
const db = new Proxy(
  {},
  {
    get: () => {
      throw new Error('the database is not asked');
    },
  },
) as Database;
const split = (input: Json) => confidenceBuiltIn({ db }).immediate?.(builtInTask('las:organization:a', input));

const predictions = [
  { label: 'total', value: '5.00', confidence: 0.9 },
  { label: 'date', value: '2026-01-01', confidence: 0.99 },
  { label: 'total', value: '6.00', confidence: 0.2 },
  { label: 'vat', value: null, confidence: 0.97 },
];
const values = { total: '5.00', date: '2026-01-01', vat: null };

test.each([
  ['by their own thresholds', { thresholds: { total: 0.9, date: 0.995 } }, ['total', 'vat'], ['date']],
  ['by one threshold for all', { threshold: 0.98 }, ['date'], ['total', 'vat']],
  ['by one for those without their own', { thresholds: { total: 0.5 }, threshold: 0.98 }, ['total', 'date'], ['vat']],
  ['by 0.95 where nothing is said', {}, ['date', 'vat'], ['total']],
  [
    'by what the input says rather than a model',
    { threshold: 0, modelId: 'las:model:a' },
    ['total', 'date', 'vat'],
    [],
  ],
])('labels are split %s', (_, how, certain, uncertain) => {
  const input = { predictions, documentId: 'a', ...how } as JsonObject;
  expect(split(input)).toEqual({
    output: { ...input, certain, uncertain, needsCheck: uncertain.length > 0, values },
  });
});

test('a label that has a threshold and no prediction is uncertain', () => {
  expect(split({ predictions: [], thresholds: { iban: 0 } })).toMatchObject({
    output: { certain: [], uncertain: ['iban'], needsCheck: true, values: { iban: null } },
  });
});

test('with a model and no thresholds it is not done at once', () => {
  expect(split({ predictions, modelId: 'las:model:a' })).toBeUndefined();
});

test.each([
  [{}, 'it has to have the field predictions'],
  [{ predictions: [{ label: 'a', value: 'b' }] }, '/predictions/0 has to have the field confidence'],
  [{ predictions: [{ label: 'a', value: 'b', confidence: 2 }] }, '/predictions/0/confidence has to be <= 1'],
  [{ predictions, thresholds: { total: 'high' } }, '/thresholds/total has to be number'],
])('%j is refused', (input, what) => {
  expect(split(input as Json)).toEqual({ error: 'las.InvalidInput', cause: `The input is not valid: ${what}` });
});

test('every label is on one side, and only those at their threshold are certain', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const label = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
  const prediction = fc.record({ label, value: fc.option(fc.string()), confidence: share });
  fc.assert(
    fc.property(fc.array(prediction), fc.dictionary(label, share), share, (predictions, thresholds, threshold) => {
      const result = split({ predictions, thresholds, threshold } as Json);
      if (!result || !('output' in result)) throw new Error('refused');
      const { certain, uncertain } = result.output as { certain: string[]; uncertain: string[] };
      const all = new Set([...predictions.map((one) => one.label), ...Object.keys(thresholds)]);
      expect([...certain, ...uncertain].sort()).toEqual([...all].sort());
      for (const one of certain) {
        const best = Math.max(...predictions.filter((other) => other.label === one).map((other) => other.confidence));
        expect(best).toBeGreaterThanOrEqual(Object.hasOwn(thresholds, one) ? (thresholds[one] ?? 0) : threshold);
      }
    }),
  );
});
