import { expect, test } from 'vitest';
import { describeTraining } from './describe-training.js';
import type { FieldReport, Training, VersionFigures } from './shapes.js';

const total: FieldReport = {
  documents: 60,
  accuracy: 0.95,
  coverageAt95Precision: 1,
  coverageAt99Precision: 0.7,
  thresholdAt95Precision: 0.2,
  thresholdAt99Precision: null,
  tradeOff: [{ threshold: 0.5, coverage: 0.9, precision: 0.975 }],
  calibration: { expectedCalibrationError: 0.021, bins: [] },
};
const figures: VersionFigures = {
  documents: 40,
  accuracyBefore: 0.9,
  accuracyAfter: 0.95,
  confidenceErrorBefore: 0.05,
  confidenceErrorAfter: 0.04,
  won: 2,
  lost: 0,
  verdict: 'same',
};
const training: Training = {
  trainingId: 'las:training:1',
  modelId: 'las:model:1',
  name: null,
  status: 'running',
  progress: 0.5,
  activity: 'learning total',
  message: null,
  batchIds: null,
  automatic: false,
  serving: false,
  createdTime: null,
  startTime: null,
  endTime: null,
  report: null,
};

test('a running training says what it does, a failed one why', () => {
  expect(describeTraining(training)).toBe('las:training:1: running\n50.0 % learning total');
  const failed = { ...training, status: 'failed' as const, message: 'Too few documents' };
  expect(describeTraining(failed)).toBe('las:training:1: failed\nToo few documents');
});

test('a report comes as tables', () => {
  const problem = { documentId: 'las:document:1', label: 'total', value: '1.00', nearestText: null } as const;
  const text = describeTraining({
    ...training,
    status: 'succeeded',
    automatic: true,
    serving: true,
    report: {
      documents: { used: 60, skipped: [] },
      overall: total,
      fields: { total },
      labelProblems: Array.from({ length: 22 }, () => ({ ...problem, reason: 'not-found' as const })),
      comparison: {
        trainingId: 'las:training:0',
        replaced: true,
        reason: 'Not worse in any field, better in none.',
        documents: { known: 40, added: 20, changed: 0, removed: 1 },
        fields: {
          total: { verdict: 'same', contradicted: 0, known: figures, fresh: { ...figures, documents: 0 } },
        },
        addedFields: ['date'],
        removedFields: [],
        changedFields: [],
      },
    },
  });
  const lines = text.split('\n');
  expect(lines.slice(0, 7)).toEqual([
    'las:training:1: succeeded (automatic, serving)',
    '60 documents used, 0 skipped',
    'Field  Documents  Right   At 95 %  from   At 99 %  from  Calibration error',
    'total  60         95.0 %  100.0 %  0.200  70.0 %   –     2.1 %',
    'all    60         95.0 %  100.0 %  0.200  70.0 %   –     2.1 %',
    '',
    'Field  Threshold  Let through  Right of these',
  ]);
  expect(lines).toContain('las:document:1  total  not-found  1.00   –');
  expect(lines).toContain('… and 2 more');
  expect(lines.slice(-5)).toEqual([
    'Against las:training:0: Not worse in any field, better in none.',
    'Documents: 40 known, 20 added, 0 changed, 1 removed',
    'Field  Verdict  Known  right before → now  New  right before → now',
    'total  same     40     90.0 % → 95.0 %     0    –',
    'added fields: date',
  ]);
});
