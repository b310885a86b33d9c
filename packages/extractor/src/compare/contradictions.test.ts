import { describe, expect, it } from 'vitest';
import type { AnswerPair } from './compare-pairs.js';
import { findContradictions } from './contradictions.js';

const sure = (right: boolean) => ({ right, confidence: 0.98 });
const unsure = (right: boolean) => ({ right, confidence: 0.5 });
const repeat = (count: number, before: AnswerPair['before'], after = before) =>
  Array.from({ length: count }, () => ({ before, after }));

const steady = repeat(15, sure(true));
const contradicted = sure(false);

describe('truths of new documents that contradict what a version was sure of', () => {
  it.each([
    ['none', repeat(20, sure(true)), 0, false],
    ['two of 20', [...repeat(18, sure(true)), ...repeat(2, contradicted)], 2, false],
    [
      'six of 20 that the new version has not learned',
      [...repeat(14, sure(true)), ...repeat(6, contradicted)],
      6,
      true,
    ],
    ['all of 20, which the new version has learned', repeat(20, contradicted, sure(true)), 0, false],
    ['most of 20 learned, some not', [...repeat(14, contradicted, sure(true)), ...repeat(6, contradicted)], 6, false],
    ['six of 20 that it was not sure of', [...repeat(14, sure(true)), ...repeat(6, unsure(false))], 0, false],
  ] as const)('%s', (_, fresh, documents, doubtful) => {
    expect(findContradictions(steady, fresh)).toEqual({ documents, doubtful });
  });

  it('say nothing where sure answers are often wrong anyway', () => {
    const known = [...repeat(14, sure(true)), ...repeat(6, contradicted)];
    expect(findContradictions(known, known)).toEqual({ documents: 6, doubtful: false });
  });
});
