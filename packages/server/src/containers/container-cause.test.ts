import { describe, expect, it } from 'vitest';
import { causeOf } from './container-runner.js';

const lastLines = ['a', 'b'];

describe('the cause of a failed task', () => {
  it.each<[Parameters<typeof causeOf>[0], string]>([
    [
      { kind: 'exited', exitCode: 1, lastLines },
      'The container ended with exit code 1 without reporting a result.\na\nb',
    ],
    [
      { kind: 'exited', exitCode: 0, lastLines: [] },
      'The container ended with exit code 0 without reporting a result. It wrote nothing.',
    ],
    [
      { kind: 'exited', exitCode: 139, lastLines },
      'The container ended with exit code 139 (SIGSEGV) without reporting a result.\na\nb',
    ],
    [{ kind: 'out-of-memory', exitCode: 137, lastLines }, 'The container wanted more memory than it may have.\na\nb'],
  ])('of %j is told', (outcome, cause) => {
    expect(causeOf(outcome)).toBe(cause);
  });

  it('has the end of long output, at a length that existing clients take', () => {
    const cause = causeOf({ kind: 'exited', exitCode: 1, lastLines: Array(20).fill(`${'x'.repeat(4000)}end`) });
    expect(cause.length).toBeLessThanOrEqual(4096);
    expect(cause).toMatch(/result.\n….*x+end$/s);
  });
});
