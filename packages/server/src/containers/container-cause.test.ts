import { describe, expect, it } from 'vitest';
import { type ContainerOutcome, causeOf } from './container-runner.js';

describe('the cause of a failed task', () => {
  it.each<[ContainerOutcome, string]>([
    [
      { kind: 'exited', exitCode: 1, lastLines: ['a', 'b'] },
      'The container ended with code 1 and had not ended its execution. Its last lines:\na\nb',
    ],
    [
      { kind: 'exited', exitCode: 0, lastLines: [] },
      'The container ended with code 0 and had not ended its execution. It wrote nothing',
    ],
    [
      { kind: 'exited', exitCode: 139, lastLines: [] },
      'The container was ended by SIGSEGV and had not ended its execution. It wrote nothing',
    ],
    [
      { kind: 'out-of-memory', exitCode: 137, lastLines: ['a'] },
      'The container was killed: it wanted more memory than it may have. Its last lines:\na',
    ],
    [{ kind: 'no-engine', reason: 'no container engine reachable at x' }, 'no container engine reachable at x'],
    [{ kind: 'not-started', reason: 'no such image' }, 'no such image'],
  ])('of %j is told', (outcome, cause) => {
    expect(causeOf(outcome)).toBe(cause);
  });

  it('has the end of long output, at a length that existing clients take', () => {
    const cause = causeOf({ kind: 'exited', exitCode: 1, lastLines: Array(20).fill(`${'x'.repeat(4000)}end`) });
    expect(cause.length).toBeLessThanOrEqual(4096);
    expect(cause).toMatch(/last lines:\n….*x+end$/s);
  });
});
