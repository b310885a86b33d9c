import { expect, test } from 'vitest';
import type { Result } from './flow.js';
import { formatResults, formatSummary } from './report.js';

const result = (name: string, values: Result['values'], checked?: Result['checked']): Result => ({
  document: {
    name,
    content: new Uint8Array(),
    contentType: 'application/pdf',
    truth: { total: '12.50', due_date: null },
  },
  documentId: `las:document:${name}`,
  values,
  checked,
});
const results = [
  result('a', { total: '12.50', due_date: null }),
  result('letter', { total: '12.80', due_date: '2026-01-01' }, { due_date: null, total: '12.80' }),
];

test('each document is shown with its way, and what people made of its values', () => {
  expect(formatResults(results)).toEqual([
    'a       straight through   total 12.50, due_date –',
    'letter  checked            total 12.80 (confirmed), due_date 2026-01-01 → – (corrected)',
  ]);
});

test('the summary counts what went straight through and what people did', () => {
  expect(formatSummary(results)).toEqual([
    '1 of 2 documents went straight through; 2 of their 2 values are right.',
    '1 were checked: 2 values, of which 1 were corrected.',
  ]);
});
