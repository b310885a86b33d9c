import type { BuiltInDescription } from './built-in.js';
import { builtIn, TaskError } from './task-error.js';

export const failedDescription: BuiltInDescription = {
  id: 'las:transition:commons-failed',
  name: 'Fail',
  description: 'Fails the task with las.Failed; the cause is the message of the input.',
  inputJsonSchema: {
    properties: {
      message: { description: 'Why.' },
      cause: { description: 'Why, where there is no message.' },
      Cause: { description: 'Why, as Catch puts it into its output.' },
    },
  },
  outputJsonSchema: { not: {} },
};

const longestCause = 4096;

function causeOf(input: unknown): string {
  if (typeof input === 'object' && input !== null) {
    const { message, cause, Cause } = input as Record<string, unknown>;
    const given = [message, cause, Cause].find((text) => typeof text === 'string' && text !== '');
    if (given !== undefined) return String(given).slice(0, longestCause);
  }
  return `The workflow came to ${failedDescription.id}.`;
}

/** Takes any input: failing must not fail for another reason. */
function fail({ input }: { input: unknown }): never {
  throw new TaskError('las.Failed', causeOf(input));
}

export const failedBuiltIn = builtIn(failedDescription, { immediate: fail, run: async (task) => fail(task) });
