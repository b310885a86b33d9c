import type { JsonObject } from '@las/asl';
import type { ErrorCode } from '@las/contract';
import { ApiError } from '../api-error.js';
import type { BuiltIn, BuiltInDescription, BuiltInOptions, BuiltInResult, BuiltInTask } from './built-in.js';

/** Ends a task with an error that its definition may retry or catch by name. */
export class TaskError extends Error {
  override readonly name = 'TaskError';
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.error = error;
  }
}

const names: Partial<Record<ErrorCode, string>> = {
  badRequest: 'las.InvalidInput',
  notFound: 'las.NotFound',
  limitExceeded: 'las.LimitExceeded',
};

function toResult(error: unknown): BuiltInResult {
  if (error instanceof TaskError) return { error: error.error, cause: error.message };
  const name = error instanceof ApiError ? names[error.code] : undefined;
  if (error instanceof ApiError && name !== undefined) return { error: name, cause: error.message };
  throw error;
}

/** What a built-in transition does, in terms of its output and of errors thrown. */
export interface Work {
  /** @throws TaskError, ApiError */
  immediate?(task: BuiltInTask): JsonObject | undefined;
  /** @throws TaskError, ApiError, and anything else to be tried again. */
  run(task: BuiltInTask, options: BuiltInOptions): Promise<JsonObject>;
}

/** Makes a built-in transition of its work: errors that are the input's fault become results. */
export function builtIn(description: BuiltInDescription, { immediate, run }: Work): BuiltIn {
  return {
    ...description,
    ...(immediate && {
      immediate(task: BuiltInTask) {
        try {
          const output = immediate(task);
          return output && { output };
        } catch (error) {
          return toResult(error);
        }
      },
    }),
    async run(task, options) {
      options.signal.throwIfAborted();
      try {
        return { output: await run(task, options) };
      } catch (error) {
        // What fails because it is being stopped says nothing of the task.
        options.signal.throwIfAborted();
        return toResult(error);
      }
    },
  };
}
