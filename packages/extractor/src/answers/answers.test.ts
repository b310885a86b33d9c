import { describe, expect, it } from 'vitest';
import { findCandidates } from '../candidates/find-candidates.js';
import { buildLayout } from '../layout/build-layout.js';
import { makePage } from '../testing/synthetic-invoices.js';
import type { Choice } from './choice.js';
import { learnCurrency, writeAsFound } from './currency.js';
import { decide, NO_TRUST } from './decide.js';
import { ValueMemory } from './value-memory.js';

const choice = (text: string, probability: number, leastWordConfidence = 1): Choice => ({
  key: text,
  text,
  probability,
  place: null,
  leastWordConfidence,
  meanWordConfidence: leastWordConfidence,
  occurrences: 1,
  read: { text, confidences: text.split('').map(() => leastWordConfidence) },
});

const remember = (texts: readonly string[]): ValueMemory => ValueMemory.of(texts.map((text) => ({ text, read: null })));

describe('ValueMemory', () => {
  const memory = remember(['Acme Ltd.', 'ACME LTD', 'Acme Ltd.', 'Harbour Books', '']);

  it('knows a value in its most frequent writing', () =>
    expect(memory.recall('acme ltd')).toMatchObject({
      value: { key: 'acmeltd', text: 'Acme Ltd.', count: 3 },
      similarity: 1,
    }));

  it('recalls the most similar value, and none that is not', () => {
    expect(memory.recall('Harbour B0oks')?.value.text).toBe('Harbour Books');
    expect(memory.recall('Casa Molina')).toBeNull();
  });
});

describe('decide', () => {
  const memory = remember(['Shop 12', 'Shop 12', 'Harbour Books Ltd.', 'Harbour Books Ltd.', 'Harbour Books']);
  const trust = { language: 0.5, values: 20 };
  const answerFor = (best: Choice, maxLength = 99): string | null =>
    decide({ choices: [best], absent: 0 }, memory, { trust, maxLength }).value;

  it('answers none where that is likelier than any value', () => {
    const decision = decide({ choices: [choice('x', 0.3)], absent: 0.7 }, null, {
      trust: NO_TRUST,
      maxLength: 9,
    });
    expect(decision).toMatchObject({ value: null, probability: 0.7, runnerUp: 0.3 });
  });

  it('takes over a remembered value that was misread', () => {
    expect(answerFor(choice('Harbour Bocks', 0.9))).toBe('Harbour Books');
    expect(answerFor(choice('HarbourBo0ksLtd', 0.9, 0.6))).toBe('Harbour Books Ltd.');
  });

  it('leaves a known writing as it was read, and all where known values are not trusted', () => {
    expect(answerFor(choice('Harbour Books', 0.9))).toBe('Harbour Books');
    const decision = decide({ choices: [choice('Harbour Bocks', 0.9)], absent: 0 }, memory, {
      trust: NO_TRUST,
      maxLength: 99,
    });
    expect(decision.value).toBe('Harbour Bocks');
  });

  it('writes words of a new value as known values have them', () =>
    expect(answerFor(choice('Casa Molina Bocks Ltd.', 0.9, 0.7))).toBe('Casa Molina Books Ltd.'));

  it('never changes digits that were read without doubt', () => {
    expect(answerFor(choice('Shop 13', 0.9))).toBe('Shop 13');
    expect(answerFor(choice('Shop 13', 0.9, 0.6))).toBe('Shop 12');
  });

  it('takes over no value that is too long', () =>
    expect(answerFor(choice('HarbourBooks', 0.9), 12)).toBe('HarbourBooks'));
});

describe('currency', () => {
  const layout = buildLayout([makePage([['Total $12.50'], ['Cash RM 20.00'], ['Change 7.50 kr']])]);
  const candidates = findCandidates(layout, 'amount', 'dayFirst');
  const at = (key: string) => candidates.find((candidate) => candidate.key === key)!;

  it('stays where the training values have it, with its space', () => {
    const kept = learnCurrency([
      { candidate: at('12.50'), truth: '12.50' },
      { candidate: at('20.00'), truth: 'RM 20.00' },
      { candidate: at('7.50'), truth: '7.50 kr' },
    ]);
    expect(['12.50', '20.00', '7.50'].map((key) => writeAsFound(at(key), kept))).toEqual([
      '12.50',
      'RM 20.00',
      '7.50 kr',
    ]);
  });
});
