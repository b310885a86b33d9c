import type { Json } from '@las/asl';
import { expect, test } from 'vitest';
import { builtInOptions, builtInTask } from '../../testing/built-in-task.js';
import { failedBuiltIn } from './failed.js';

const ended = 'The workflow came to las:transition:commons-failed.';

test.each([
  [{ message: 'no total', cause: 'other' }, 'no total'],
  [{ cause: 'no total' }, 'no total'],
  [{ Error: 'las.NotFound', Cause: 'no document' }, 'no document'],
  [{ message: 'x'.repeat(5000) }, 'x'.repeat(4096)],
  [{ message: '' }, ended],
  [{ message: 5 }, ended],
  [{}, ended],
  [null, ended],
  ['text', ended],
])('%j fails the task', async (input, cause) => {
  const task = builtInTask('las:organization:a', input as Json);
  expect(failedBuiltIn.immediate?.(task)).toEqual({ error: 'las.Failed', cause });
  expect(await failedBuiltIn.run(task, builtInOptions())).toEqual({ error: 'las.Failed', cause });
});
