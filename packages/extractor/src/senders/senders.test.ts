import { describe, expect, it } from 'vitest';
import { prepareDocument } from '../features/prepare.js';
import { loadModel } from '../load-model.js';
import { createRandom } from '../random.js';
import { makePage } from '../testing/synthetic-invoices.js';
import { train } from '../training/train.js';
import type { Page, TrainingDocument } from '../types.js';
import { groupSenders } from './sender-groups.js';
import { SenderIndex } from './sender-index.js';
import { evidenceFrom, packSenders } from './sender-memory.js';
import { placeOfSpan } from './value-place.js';

const SENDERS = 12;

/** A letter with two numbers named alike everywhere; which of them counts depends on the sender. */
function letter(sender: number, random: () => number): { page: Page; reference: string } {
  const number = (): string => String(100_000 + Math.floor(random() * 900_000));
  const numbers = [number(), number()];
  const word = (kind: string): string => `${kind}${String.fromCharCode(97 + sender)}`;
  const lines = [
    [`${word('Nordvik')} ${word('Trading')} ${word('Company')}`],
    [`${word('Harbour')} ${word('Street')} ${sender + 1}`, `Phone 55${sender}4${sender}21`],
    ['Reference', numbers[0] ?? ''],
    ['Reference', numbers[1] ?? ''],
    [`Goods ${Math.floor(random() * 50)}`],
    [`${word('Payable')} ${word('within')} ${word('days')}`],
  ];
  return { page: makePage(lines), reference: numbers[sender % 2] ?? '' };
}

function letters(perSender: number, seed: number): TrainingDocument[] {
  const random = createRandom(seed);
  return Array.from({ length: SENDERS * perSender }, (_, index) => {
    const { page, reference } = letter(index % SENDERS, random);
    return { id: `${index}`, pages: [page], groundTruth: { reference } };
  });
}

describe('SenderIndex', () => {
  const documents = letters(2, 1).map(({ pages }) => prepareDocument(pages));
  const index = SenderIndex.of(documents.map(({ senderWords }) => senderWords));

  it('finds the documents of the same sender, but not the document itself', () => {
    for (const [at, { senderWords }] of documents.entries()) {
      const [nearest] = index.nearest(senderWords, at);
      expect(nearest?.document).toBe((at + SENDERS) % (2 * SENDERS));
    }
  });

  it('groups documents by their senders', () => {
    const words = documents.map(({ senderWords }) => senderWords);
    const groups = groupSenders(SenderIndex.of(words), words);
    expect(new Set(groups).size).toBe(SENDERS);
    for (const [at, group] of groups.entries()) expect(group).toBe(groups[(at + SENDERS) % (2 * SENDERS)]);
  });

  it('finds none for a sender that is new', () =>
    expect(
      index.nearest(
        prepareDocument([makePage([['Casa Molina'], ['Reference', '123456'], ['Goods 3']])]).senderWords,
        null,
      ),
    ).toEqual([]));
});

describe('what senders’ documents say', () => {
  it('comes back from the numbers that models hold', () => {
    const documents = letters(2, 1).map(({ pages }) => prepareDocument(pages));
    const index = SenderIndex.of(documents.map(({ senderWords }) => senderWords));
    const places = documents.map((document) => [placeOfSpan(document, 3, 3)].filter((place) => place !== null));
    const packed = packSenders(index, places);
    const read = { words: Int32Array.from(packed.words), places: Int32Array.from(packed.places) };
    const words = prepareDocument(letters(1, 7)[3]?.pages ?? []).senderWords;
    expect(evidenceFrom(read, words, null)).toEqual(evidenceFrom(packed, words, null));
    expect(evidenceFrom(read, words, null)?.places.map(({ place }) => place)).toEqual([...places[3]!, ...places[15]!]);
    expect(() => evidenceFrom({ ...read, places: read.places.slice(0, -1) }, words, null)).toThrow(RangeError);
  });

  it.each(['number', 'alphanum'] as const)('tells which of two %s values is meant in their next one', (type) => {
    const { model } = train(letters(3, 2), { reference: { type, maxLength: 20 } });
    const extractor = loadModel(model);
    const next = letters(2, 3);
    const right = next.filter(({ pages, groundTruth }) => extractor.extract(pages)[0]?.value === groundTruth.reference);
    expect(right.length / next.length).toBeGreaterThan(0.9);
  });
});
