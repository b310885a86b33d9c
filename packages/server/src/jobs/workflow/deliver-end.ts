import type { FastifyBaseLogger } from 'fastify';
import type { TaskEnd } from '../../db/execution-steps.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { TaskFailure } from '../../domain/execution/schema-check.js';
import { errorFields } from '../../logging/error-fields.js';
import { pause } from './pause.js';

/** What came of the work on a task. */
export type TaskResult = { output: unknown } | TaskFailure;

/** A task whose work has ended. */
export interface EndedTask {
  executionId: string;
  workflowExecutionId: string;
  taskId: string;
  /** Who did it; null where nobody did. */
  completedBy: string | null;
}

function endOf({ executionId, completedBy }: EndedTask, result: TaskResult): TaskEnd {
  const failure = 'error' in result ? result : undefined;
  return {
    id: executionId,
    status: failure ? 'failed' : 'succeeded',
    output: 'output' in result ? (result.output as TaskEnd['output']) : undefined,
    error: failure?.error ?? null,
    cause: failure?.cause.replaceAll('\0', '').toWellFormed() ?? null,
    completedBy,
    startTime: null,
    endTime: new Date().toISOString(),
  };
}

/**
 * Ends a task by its result, unless somebody else has ended it. Until it is kept the result is offered again, for as long as
 * the database is away: the work is done, and not to be done twice.
 *
 * @throws the last error once the signal has aborted.
 */
export async function deliverEnd(
  { engine, log, signal }: { engine: Engine; log: FastifyBaseLogger; signal: AbortSignal },
  task: EndedTask,
  result: TaskResult,
): Promise<void> {
  const { taskId } = task;
  const event =
    'error' in result
      ? ({ type: 'taskFailed', taskId, error: result.error, cause: result.cause } as const)
      : ({ type: 'taskSucceeded', taskId, output: result.output as never } as const);
  const happening = { event, end: endOf(task, result) };
  for (let tries = 1; ; tries++) {
    try {
      await engine.deliver(task.workflowExecutionId, happening);
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      log.warn({ executionId: task.executionId, tries, ...errorFields(error) }, 'the end of a task is not kept yet');
    }
    await pause(tries, signal);
  }
}
