import type { FieldReport, TrainingReport } from '@las/client';
import { describe, expect, test } from 'vitest';
import type { Judgement } from '../stages/judge.js';
import { formatJudgements, formatPredictionTimes, formatRefused, formatSummary, formatTimings } from './report.js';
import type { Terminal } from './terminal.js';

const terminal: Terminal = { stream: process.stdout, width: 100, color: false };
const fieldReport: FieldReport = {
  documents: 60,
  accuracy: 0.9,
  coverageAt95Precision: 0.8,
  coverageAt99Precision: 0.7,
  thresholdAt95Precision: 0.6,
  thresholdAt99Precision: 0.85,
  tradeOff: [],
  calibration: { expectedCalibrationError: 0.02, bins: [] },
};
const report: TrainingReport = {
  documents: { used: 60, skipped: [] },
  overall: fieldReport,
  fields: { total: fieldReport, date: { ...fieldReport, thresholdAt99Precision: null } },
  labelProblems: [],
  comparison: null,
};
const judgement = (changes: Partial<Judgement>): Judgement => ({
  document: 'a.pdf',
  label: 'total',
  value: '12.50',
  confidence: 0.95,
  truth: '12.50',
  right: true,
  sure: true,
  ...changes,
});
const judgements = [
  judgement({}),
  judgement({ label: 'date', value: null, truth: null, confidence: 0.5, sure: false }),
  judgement({ document: 'b.pdf', value: '9.00', truth: '9.90', right: false }),
  judgement({ document: 'b.pdf', label: 'date', value: '2026-01-02', truth: undefined, right: undefined, sure: false }),
];

test('each value is shown with its confidence, the truth and the verdict', () => {
  expect(formatJudgements(judgements, terminal)).toEqual([
    'document  field  value       confidence  truth',
    'a.pdf     total  12.50           95.0 %  12.50  right',
    '          date   –               50.0 %  –      right',
    'b.pdf     total  9.00            95.0 %  9.90   wrong',
    '          date   2026-01-02      95.0 %',
  ]);
});

describe('the summary', () => {
  test('says per field and over all how many are right, and how many of the sure ones', () => {
    const [title, total, date, all] = formatSummary(judgements, report, terminal);
    expect(title).toMatch(/^field +right +expected +threshold +above it +of these right$/);
    expect(total).toMatch(/^total +1 of 2 = 50\.0 % +90\.0 % +85\.0 % +2 of 2 = 100\.0 % +1 of 2 = 50\.0 %$/);
    expect(date).toMatch(/^date +1 of 1 = 100\.0 % +90\.0 % +– +0 of 1 = 0\.0 % +–$/);
    expect(all).toMatch(/^all +2 of 3 = 66\.7 % +90\.0 % +2 of 3 = 66\.7 % +1 of 2 = 50\.0 %$/);
  });

  test('has nothing to say without true values', () => {
    expect(formatSummary([judgement({ right: undefined })], report, terminal)).toEqual([
      'None of these documents has true values to compare with.',
    ]);
  });
});

test('timings add up', () => {
  const lines = formatTimings(
    [
      { title: 'Upload', seconds: 1.25 },
      { title: 'Train', seconds: 60 },
    ],
    terminal,
  );
  expect(lines.at(-1)).toMatch(/^In all +61\.\d$/);
});

test('what was left out is said with its reason', () => {
  const document = { name: 'a.pdf', contentType: 'application/pdf', content: 'a.pdf', groundTruth: null } as const;
  expect(formatRefused([{ document, reason: 'it is encrypted' }])).toEqual(['! a.pdf was left out: it is encrypted']);
});

test('the median time of a prediction is given by type of document', () => {
  const of = (contentType: 'application/pdf' | 'image/jpeg', seconds: number) => ({
    document: { name: 'a', contentType, content: 'a', groundTruth: null },
    predictions: [],
    seconds,
  });
  const predicted = [of('application/pdf', 0.1), of('image/jpeg', 3), of('image/jpeg', 1), of('image/jpeg', 2)];
  expect(formatPredictionTimes(predicted)).toEqual([
    'A prediction took 0.10 s for application/pdf, 2.00 s for image/jpeg (median, reading included, four at a time).',
  ]);
  expect(formatPredictionTimes([])).toEqual([]);
});
