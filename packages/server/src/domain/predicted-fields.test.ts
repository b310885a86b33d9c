import type { ExtractedField } from '@las/extractor';
import type { Page, Reading } from '@las/reader';
import { expect, test } from 'vitest';
import { limitWords, predictedFields } from './predicted-fields.js';

const box = [0.1, 0.2, 0.3, 0.4] as const;
const all = { type: 'all', maxLength: 20 } as const;

function page(number: number, words: string[]): Page {
  const read = words.map((text) => ({ text, confidence: 0.9, box, segment: 0 }));
  return { number, width: 1, height: 1, rotation: 0, source: 'ocr', words: read };
}

const reading = (...pages: Page[]): Reading => ({ pageCount: pages.length, pages });

function found(label: string, more: Partial<ExtractedField> = {}): ExtractedField {
  return { label, value: label, confidence: 0.5, page: 1, box, words: [], alternatives: [], ...more };
}

test('fields come in the order of the configuration; those that one side does not know are left out', () => {
  const fields = predictedFields([found('a'), found('b'), found('gone')], reading(page(1, [])), {
    b: all,
    fresh: all,
    a: all,
  });
  expect(fields.map(({ label }) => label)).toEqual(['b', 'a']);
});

test('the words of a field come with text, confidence, page and place', () => {
  const words = [
    { page: 2, word: 1 },
    { page: 1, word: 0 },
  ];
  const [field] = predictedFields([found('a', { words })], reading(page(1, ['one']), page(2, ['two', 'three'])), {
    a: all,
  });
  expect(field?.words).toEqual([
    { text: 'three', confidence: 0.9, page: 2, box },
    { text: 'one', confidence: 0.9, page: 1, box },
  ]);
});

test('alternatives that an answer may not hold are left out', () => {
  const values = ['x', '', null, 'y'.repeat(1025)];
  const alternatives = values.map((value) => ({ value, confidence: 0.1, page: null, box: null }));
  const [field] = predictedFields([found('a', { alternatives })], reading(page(1, [])), { a: all });
  expect(field?.alternatives.map(({ value }) => value)).toEqual(['x', null]);
});

test('an enormous document is cut short', () => {
  const many = Array.from({ length: 15_000 }, (_, index) => `w${index}`);
  const pages = limitWords([page(1, many), page(2, many), page(3, many)]);
  expect(pages.map(({ words }) => words.length)).toEqual([15_000, 5000, 0]);
});
