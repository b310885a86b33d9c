import { endpoints } from '@las/contract';
import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import type { Database } from '../../db/database.js';
import { findSchemaProblem } from '../json-schema/compile-schema.js';
import { getTransition } from '../transitions.js';
import { builtInDescriptions } from './built-in-transitions.js';

const ids = [...builtInDescriptions.keys()];

test('there are five', () => {
  expect(ids).toEqual(
    ['predict', 'feedback', 'confidence', 'webhook', 'failed'].map((name) => `las:transition:commons-${name}`),
  );
});

test.each(ids)('%s is answered by the contract, with schemas that are schemas', async (id) => {
  const transition = await getTransition({} as Database, 'las:organization:a', id);
  expect(Check(endpoints.getTransition.answer, JSON.parse(JSON.stringify(transition)))).toBe(true);
  for (const schema of [transition.inputJsonSchema, transition.outputJsonSchema]) {
    expect(schema && findSchemaProblem(schema)).toBeUndefined();
  }
});
