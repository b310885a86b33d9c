import type { Word } from '@las/extractor';
import { expect, it } from 'vitest';
import type { GeneratedDocument } from '../generated/generated-document.js';
import { matched, measureAccents } from './accents.js';

const words = (...texts: string[]): Word[] =>
  texts.map((text, index) => ({
    text,
    confidence: 1,
    box: [index * 0.2, 0.1, index * 0.2 + 0.15, 0.2],
    segment: index,
  }));

function measure(language: 'nb' | 'en', printed: Word[], read: Word[]) {
  const page = { number: 1, width: 10, height: 10 };
  const document = { language, pages: [{ ...page, words: printed }] } as unknown as GeneratedDocument;
  return measureAccents([{ document, pages: [{ ...page, words: read }] }])[0]!;
}

it('counts accented letters where they stand, and words wherever they stand', () => {
  const printed = words('Blåbær', 'på', 'Torget', 'Østre');
  expect(measure('nb', printed, words('Blåbaer', 'pa', 'Torget', 'Østre'))).toEqual({
    language: 'nb',
    documents: 1,
    letters: 4,
    right: 50,
    wordRecall: 50,
    accentedWordRecall: (100 * 1) / 3,
  });
  expect(measure('nb', printed, printed)).toMatchObject({ right: 100, wordRecall: 100, accentedWordRecall: 100 });
  expect(measure('nb', printed, [])).toMatchObject({ right: 0, wordRecall: 0 });
});

it('puts the pieces of a word that was read apart together', () => {
  const [printed] = [words('Blåbær')];
  const pieces = ['Blå', 'bær'].map(
    (text, index): Word => ({
      text,
      confidence: 1,
      box: [index * 0.07, 0.1, index * 0.07 + 0.07, 0.2],
      segment: 0,
    }),
  );
  expect(measure('nb', printed!, pieces)).toMatchObject({ letters: 2, right: 100, wordRecall: 0 });
});

it('has nothing to count in plain text', () => {
  expect(measure('en', words('plain'), words('plain'))).toMatchObject({ letters: 0, right: 100 });
});

it('matches as many characters as keep their order', () => {
  expect([...matched([...'straße'], [...'strabe'])]).toEqual([0, 1, 2, 3, 5]);
  expect([...matched([...'ab'], [...'ba'])]).toHaveLength(1);
});
