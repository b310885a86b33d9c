import { describe, expect, it } from 'vitest';
import { makeInvoices } from '../testing/synthetic-invoices.js';
import type { FieldConfig, LabelProblem, TruthValue } from '../types.js';
import { train } from './train.js';

const FIELDS: FieldConfig = {
  company: { type: 'all', maxLength: 100 },
  date: { type: 'date', maxLength: 10 },
  total: { type: 'amount', maxLength: 20 },
  number: { type: 'number', maxLength: 20 },
};
const DOCUMENTS = 30;
const WRONG = 4;

/** The problems of invoices of which one has a wrong truth. */
function problemsWith(label: string, change: (value: string) => TruthValue): LabelProblem[] {
  const documents = makeInvoices(DOCUMENTS, {
    truth: ({ index, company, date, total, number }) => {
      const truth: Record<string, string> = { company, date, total, number };
      return index === WRONG ? { ...truth, [label]: change(truth[label] as string) } : truth;
    },
  });
  return train(documents, { [label]: FIELDS[label]! }).report.labelProblems;
}

const trueValue = (label: string): string => makeInvoices(DOCUMENTS)[WRONG]!.groundTruth[label] as string;

describe('label problems', () => {
  it('are none where every truth is right', () => {
    expect(train(makeInvoices(DOCUMENTS), FIELDS).report.labelProblems).toEqual([]);
  });

  const otherDigit = (value: string, at: number): string =>
    `${value.slice(0, at)}${value.charAt(at) === '7' ? '8' : '7'}${value.slice(at + 1)}`;
  const typos: [label: string, change: (value: string) => string, reason: string][] = [
    ['total', (value) => otherDigit(value, 0), 'not-found'],
    ['number', (value) => otherDigit(value, 3), 'not-found'],
    ['date', (value) => otherDigit(value, 9), 'not-found'],
    ['company', (value) => `${value.slice(0, 2)}xyzzy${value.slice(7)}`, 'not-found'],
    ['company', (value) => otherDigit(value, 3), 'doubtful'],
  ];
  for (const [label, change, reason] of typos) {
    it(`name a ${label} with a typo (${reason}), and the nearest text`, () => {
      const [problem, ...others] = problemsWith(label, change);
      expect(others).toEqual([]);
      const value = change(trueValue(label));
      expect(problem).toMatchObject({ documentId: `invoice-${WRONG}`, label, value, reason });
      const nearest = problem?.nearestText ?? '';
      expect(label === 'date' ? nearest.split('.').reverse().join('-') : nearest).toBe(trueValue(label));
    });
  }

  it('name a value that stands there, but in the place of another', () => {
    const subtotal = (value: string): string => (Number(value) * 0.8).toFixed(2);
    expect(problemsWith('total', subtotal)).toEqual([
      {
        documentId: `invoice-${WRONG}`,
        label: 'total',
        value: subtotal(trueValue('total')),
        nearestText: trueValue('total'),
        reason: 'doubtful',
      },
    ]);
  });

  it('name a value that was taken for missing', () => {
    const [problem, ...others] = problemsWith('number', () => null);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ value: '', nearestText: trueValue('number'), reason: 'doubtful' });
  });
});
