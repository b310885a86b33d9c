import type { FieldReport, TrainingReport } from '@las/extractor';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../extraction/measures.js';
import { reliabilityBins, tradeOff } from './confidence-curves.js';
import { type ModelRun, summarise } from './summary.js';

const FIELDS = { total: { type: 'amount', maxLength: 10 } } as const;

function outcome(documentId: string, isRight: boolean, confidence = 0.9): Outcome {
  const comparison = { strict: isRight, norm: isRight, near: isRight };
  return { documentId, label: 'total', truth: '1', value: isRight ? '1' : '2', confidence, comparison };
}

function report(threshold: number | null): TrainingReport {
  const field = { thresholdAt99Precision: threshold } as FieldReport;
  return { documents: { used: 1, skipped: [] }, overall: field, fields: { total: field } } as unknown as TrainingReport;
}

const run = (outcomes: Outcome[], known: string[], threshold: number | null = 0.5): ModelRun => ({
  outcomes,
  report: report(threshold),
  knownSenders: new Set(known),
});

describe('summarise', () => {
  const senders = new Map([
    ['a', 'acme'],
    ['b', 'bolt'],
  ]);

  it('tells documents of known senders from those of new ones, for each model by what it was trained on', () => {
    const runs = [
      run([outcome('a', true), outcome('b', false)], ['acme']),
      run([outcome('a', true), outcome('b', true)], ['acme', 'bolt']),
    ];
    const { seen, unseen, overall } = summarise(runs, FIELDS, senders);
    expect(seen).toMatchObject({ documents: 1.5, norm: 100 });
    expect(unseen).toMatchObject({ documents: 0.5, norm: 0 });
    expect(overall.norm).toBe(75);
  });

  it('counts what passes over all models, each with its own threshold', () => {
    const runs = [
      run([outcome('a', true, 0.9), outcome('b', false, 0.8)], [], 0.85),
      run([outcome('a', false, 0.9), outcome('b', true, 0.8)], [], 0.7),
      run([outcome('a', false, 0.9)], [], null),
    ];
    const { auto99 } = summarise(runs, FIELDS, senders).overall;
    expect(auto99.coverage).toBeCloseTo((50 + 100 + 0) / 3);
    expect(auto99.precision).toBeCloseTo((100 * 2) / 3);
  });

  it('says how many values that are not there came back as none', () => {
    const none: Outcome = { ...outcome('a', false, 0.8), truth: null, value: null };
    const invented: Outcome = { ...outcome('b', false), truth: null };
    const { absent } = summarise([run([none, invented, outcome('a', true)], [])], FIELDS, senders);
    expect(absent).toEqual({ count: 2, right: 50, confidence: 80 });
  });
});

describe('confidence', () => {
  const outcomes = [
    ...Array.from({ length: 60 }, () => outcome('a', true, 0.95)),
    ...Array.from({ length: 20 }, () => outcome('a', true, 0.75)),
    ...Array.from({ length: 20 }, () => outcome('a', false, 0.75)),
  ];

  it('is set against the share that is right, a tenth at a time', () => {
    expect(reliabilityBins(outcomes)).toEqual([
      { confidence: expect.closeTo(75, 6), right: 50, count: 40 },
      { confidence: expect.closeTo(95, 6), right: 100, count: 60 },
    ]);
  });

  it('lets more through at less precision', () => {
    const points = tradeOff(outcomes, 10);
    expect(points[0]).toEqual({ coverage: 10, precision: 100 });
    expect(points.at(-1)).toEqual({ coverage: 100, precision: 80 });
    expect(points).toHaveLength(10);
  });
});
