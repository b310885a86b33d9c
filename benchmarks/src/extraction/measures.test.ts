import { describe, expect, it } from 'vitest';
import { measureAll, measureField, type Outcome } from './measures.js';

const outcome = (confidence: number, right: boolean, label = 'total'): Outcome => ({
  documentId: '1',
  label,
  truth: 'x',
  value: right ? 'x' : 'y',
  confidence,
  comparison: { strict: right, norm: right, near: right },
});

describe('measures', () => {
  it('are per cent, missed and invented values counting half each', () => {
    const missed: Outcome = { ...outcome(0.9, false), value: null };
    const invented: Outcome = { ...outcome(0.9, false), truth: null };
    expect(measureField([outcome(1, true), missed], null).norm).toBeCloseTo(66.7, 1);
    expect(measureField([outcome(1, true), invented], null).norm).toBeCloseTo(66.7, 1);
  });

  it('show how far confidence is from being right', () => {
    expect(measureField([outcome(0.75, true), outcome(0.75, false)], null).ece).toBeCloseTo(25);
  });

  it('count what passes the threshold, and how much of it is right', () => {
    const outcomes = [outcome(0.9, true), outcome(0.8, false), outcome(0.7, true), outcome(0.6, true)];
    expect(measureField(outcomes, 0.7).auto99).toEqual({ coverage: 75, precision: (100 * 2) / 3 });
    expect(measureField(outcomes, null).auto99).toEqual({ coverage: 0, precision: 100 });
  });

  it('of all fields are the mean of theirs', () => {
    const [right, wrong] = [outcome(1, true), outcome(1, false, 'date')];
    const fields = { total: measureField([right], null), date: measureField([wrong], null) };
    expect(measureAll(fields, [right, wrong], null)).toMatchObject({ norm: 50, ece: 50 });
  });
});
