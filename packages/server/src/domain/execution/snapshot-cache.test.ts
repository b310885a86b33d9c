import { expect, test } from 'vitest';
import type { ExecutionSnapshot } from '../../db/workflow-executions.js';
import { createSnapshotCache } from './snapshot-cache.js';

const snapshot = (id: string, data = '', version = 1): ExecutionSnapshot => ({
  id,
  organizationId: 'o',
  workflowId: 'w',
  status: 'running',
  version,
  state: { version: 1, status: 'running', data: [data] },
  eventCount: 0,
});

test('the last of an execution is remembered until it is deleted', () => {
  const cache = createSnapshotCache();
  cache.set(snapshot('a'));
  cache.set(snapshot('a', '', 2));
  expect(cache.get('a')?.version).toBe(2);
  cache.delete('a');
  expect(cache.get('a')).toBeUndefined();
  cache.delete('a');
});

test('of many executions, those that were changed last are remembered', () => {
  const cache = createSnapshotCache();
  for (let n = 0; n < 500; n++) cache.set(snapshot(`${n}`));
  cache.set(snapshot('0'));
  cache.set(snapshot('new'));
  expect(cache.get('0')).toBeDefined();
  expect(cache.get('1')).toBeUndefined();
  expect(cache.get('2')).toBeDefined();
});

test('of large states, fewer are remembered; one that is too large is not', () => {
  const cache = createSnapshotCache({ mostWeight: 1000 });
  cache.set(snapshot('a', 'x'.repeat(400)));
  cache.set(snapshot('b', 'x'.repeat(400)));
  cache.set(snapshot('c', 'x'.repeat(400)));
  expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([false, true, true]);
  cache.set(snapshot('b', 'x'.repeat(2000)));
  expect(['b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([false, true]);
  cache.set(snapshot('d', 'x'.repeat(400)));
  expect(['c', 'd'].map((id) => cache.get(id) !== undefined)).toEqual([true, true]);
});
