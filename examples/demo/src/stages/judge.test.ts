import type { FieldReport, TrainingReport } from '@las/client';
import { expect, test } from 'vitest';
import { isSame, judge } from './judge.js';
import type { Predicted } from './predict.js';

const fieldReport = (thresholdAt99Precision: number | null): FieldReport => ({
  documents: 60,
  accuracy: 0.9,
  coverageAt95Precision: 0.8,
  coverageAt99Precision: 0.7,
  thresholdAt95Precision: 0.6,
  thresholdAt99Precision,
  tradeOff: [],
  calibration: { expectedCalibrationError: 0.02, bins: [] },
});
const report: TrainingReport = {
  documents: { used: 60, skipped: [] },
  overall: fieldReport(0.9),
  fields: { total: fieldReport(0.8), date: fieldReport(null) },
  labelProblems: [],
  comparison: null,
};

const predicted = (
  predictions: Predicted['predictions'],
  groundTruth: Predicted['document']['groundTruth'],
): Predicted => ({
  document: { name: 'a.pdf', contentType: 'application/pdf', content: 'a.pdf', groundTruth },
  predictions,
  seconds: 1,
});

function judgeTotal(predictions: Predicted['predictions'], groundTruth: Predicted['document']['groundTruth']) {
  return judge([predicted(predictions, groundTruth)], { labels: ['total'], report })[0];
}

test('a value that is as the truth is right, another wrong', () => {
  const truth = [{ label: 'total', value: '12.50' }];
  expect(judgeTotal([{ label: 'total', value: '12.50', confidence: 0.9 }], truth)).toMatchObject({
    right: true,
    sure: true,
  });
  expect(judgeTotal([{ label: 'total', value: '12.60', confidence: 0.7 }], truth)).toMatchObject({
    right: false,
    sure: false,
  });
});

test('of several values of a label the surest counts', () => {
  const predictions = [
    { label: 'total', value: '1.00', confidence: 0.2 },
    { label: 'total', value: '12.50', confidence: 0.7 },
  ];
  expect(judgeTotal(predictions, [{ label: 'total', value: '12.50' }])).toMatchObject({
    value: '12.50',
    confidence: 0.7,
    right: true,
  });
});

test('finding nothing is right where there is nothing, and wrong where there is something', () => {
  const nothing = [{ label: 'total', value: null, confidence: 0.9 }];
  expect(judgeTotal(nothing, [{ label: 'total', value: null }])).toMatchObject({
    value: null,
    truth: null,
    right: true,
  });
  expect(judgeTotal(nothing, [{ label: 'total', value: '1.00' }])).toMatchObject({ right: false });
  expect(judgeTotal([], [{ label: 'total', value: '1.00' }])).toMatchObject({
    value: null,
    confidence: 0,
    right: false,
  });
});

test('without a known truth nothing is right or wrong', () => {
  expect(judgeTotal([{ label: 'total', value: '1.00', confidence: 1 }], null)).toMatchObject({
    truth: undefined,
    right: undefined,
  });
  expect(
    judgeTotal([{ label: 'total', value: '1.00', confidence: 1 }], [{ label: 'date', value: 'x' }])?.right,
  ).toBeUndefined();
});

test('no confidence is enough for a field without a threshold', () => {
  const item = predicted([{ label: 'date', value: '2026-01-01', confidence: 1 }], null);
  expect(judge([item], { labels: ['date'], report })[0]?.sure).toBe(false);
});

test.each([
  ['Harbour  Ltd', 'HARBOUR LTD', true],
  ['1 234,50', '1\u00a0234,50', true],
  ['true', 'true', true],
  ['12.50', '12.5', false],
  ['', null, false],
  [null, null, true],
])('%j and %j are the same: %s', (value, truth, same) => {
  expect(isSame(value, truth)).toBe(same);
});
