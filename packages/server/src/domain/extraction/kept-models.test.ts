import type { Extractor, FieldDefinition } from '@las/extractor';
import { expect, test } from 'vitest';
import { createKeptModels } from './kept-models.js';

/** A model with as many fields as it has bytes. */
function load(bytes: Uint8Array): Extractor {
  const field: FieldDefinition = { type: 'all', maxLength: 9 };
  return { fields: Object.fromEntries([...bytes].map((_, index) => [`f${index}`, field])), extract: () => [] };
}

function keeping(mostFields: number) {
  const models = createKeptModels(load, mostFields);
  const isKept = (...ids: string[]) => ids.map((id) => models.get(id) !== undefined);
  return { models, isKept };
}

test('what was not used for longest makes room', () => {
  const { models, isKept } = keeping(4);
  models.load('a', new Uint8Array(2));
  models.load('b', new Uint8Array(2));
  models.get('a');
  models.load('c', new Uint8Array(1));
  expect(isKept('a', 'b', 'c')).toEqual([true, false, true]);
});

test('a model larger than the room is kept alone', () => {
  const { models, isKept } = keeping(4);
  models.load('a', new Uint8Array(2));
  models.load('big', new Uint8Array(9));
  expect(isKept('a', 'big')).toEqual([false, true]);
  models.load('b', new Uint8Array(1));
  expect(isKept('big', 'b')).toEqual([false, true]);
});
