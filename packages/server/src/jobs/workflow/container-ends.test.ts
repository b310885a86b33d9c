import { expect, test } from 'vitest';
import type { ContainerOutcome } from '../../containers/container-runner.js';
import { failureOf } from './container-ends.js';

test.each<[ContainerOutcome, string]>([
  [{ kind: 'exited', exitCode: 3, lastLines: ['a', 'b'] }, 'las.ContainerExited'],
  [{ kind: 'out-of-memory', exitCode: 137, lastLines: [] }, 'las.OutOfMemory'],
  [{ kind: 'not-started', reason: 'no such image' }, 'las.ContainerNotStarted'],
  [{ kind: 'no-engine', reason: 'no container engine reachable at x' }, 'las.NoContainerEngine'],
  [{ kind: 'lost', reason: 'removed' }, 'las.ContainerLost'],
])('a container that ends so fails its task: %j', (outcome, error) => {
  expect(failureOf(outcome)?.error).toBe(error);
});

test('what the service itself ended or let go fails nothing', () => {
  expect(failureOf({ kind: 'cancelled' })).toBeNull();
  expect(failureOf({ kind: 'detached' })).toBeNull();
});

test('the last lines are told, up to a length', () => {
  const cause = (lastLines: string[]) => failureOf({ kind: 'exited', exitCode: 3, lastLines })?.cause;
  expect(cause(['one', 'two'])).toBe('The container ended with exit code 3 without reporting a result.\none\ntwo');
  expect(cause(['x'.repeat(10_000)])).toHaveLength(4096);
});
