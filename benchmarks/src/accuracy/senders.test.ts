import { expect, it } from 'vitest';
import { normaliseSender, sendersByLabel, splitBySender } from './senders.js';
import { randomSubset, repeatsOf } from './subsets.js';

it('takes names for the same whatever their case, accents, spaces and punctuation', () => {
  expect(normaliseSender('CAFÉ  Müller & Co.')).toBe(normaliseSender('Cafe Muller&co'));
  expect(normaliseSender('Shop 1')).not.toBe(normaliseSender('Shop 2'));
});

it('finds the sender of each document in its truth', () => {
  const senders = sendersByLabel(
    [
      { id: 'a', groundTruth: [{ label: 'company', value: 'ACME, Ltd' }] },
      { id: 'b', groundTruth: [{ label: 'total', value: '1' }] },
    ],
    'company',
  );
  expect([...senders]).toEqual([
    ['a', 'acmeltd'],
    ['b', ''],
  ]);
});

it('splits documents so that no sender is in two parts, each document in one', () => {
  const documents = Array.from({ length: 60 }, (_, index) => ({ index, sender: `s${(index * index) % 17}` }));
  const parts = splitBySender(documents, 3, ({ sender }) => sender);
  expect(parts.flat().toSorted((a, b) => a.index - b.index)).toEqual(documents);
  const senders = parts.map((part) => new Set(part.map(({ sender }) => sender)));
  expect(senders.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(documents.map(({ sender }) => sender)).size);
  for (const part of parts) expect(part.length).toBeGreaterThan(14);
});

it('draws the same subset for the same number, a smaller one within a larger one', () => {
  const items = Array.from({ length: 40 }, (_, index) => index);
  expect(randomSubset(items, 10, 1)).toEqual(randomSubset(items, 20, 1).slice(0, 10));
  expect(randomSubset(items, 10, 1)).not.toEqual(randomSubset(items, 10, 2));
  expect(new Set(randomSubset(items, 40, 3)).size).toBe(40);
});

it('averages more subsets the smaller they are, but no more than wanted', () => {
  expect([5, 10, 20, 50, 100].map((size) => repeatsOf(size, Number.POSITIVE_INFINITY))).toEqual([5, 5, 3, 3, 1]);
  expect(repeatsOf(5, 2)).toBe(2);
});
