import { Rejected, type TransitionExecution } from '@las/client';
import { expect, test } from 'vitest';
import { person } from './person.js';

const check = person((documentId) => (documentId === 'a' ? { total: '12.50', date: null } : undefined));
const context = { execution: {} as TransitionExecution, signal: new AbortController().signal };
const task = { documentId: 'a', values: { total: '1.00', date: '2026-01-01' }, uncertain: ['date'] };

test('the person answers with what the document says, for what is uncertain alone', () => {
  expect(check(task, context)).toEqual({ values: { date: null } });
});

test('a document that the person does not know is rejected', () => {
  expect(() => check({ ...task, documentId: 'b' }, context)).toThrow(Rejected);
});
