import type { TransitionExecutionUpdate } from '../shapes.js';

/** Thrown by a handler of {@link Client.work}: the execution is rejected, with the reason as its error's message. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
}

/** Thrown by a handler of {@link Client.work}: the work goes back to the queue, for whoever takes it next. */
export class PutBack extends Error {
  override readonly name = 'PutBack';
}

/**
 * The lease of an execution is over before its work was done: it has timed out, or somebody else has ended it. The reason
 * of the signal that the handler was given.
 */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  readonly executionId: string;

  constructor(message: string, executionId: string, cause?: unknown) {
    super(message, { cause });
    this.executionId = executionId;
  }
}

/** How an execution is to end. */
export type Outcome = Pick<TransitionExecutionUpdate, 'status' | 'error'> & { output?: Record<string, unknown> };

/** Longest message that the service's other clients send. */
const longestMessage = 4096;

export const puttingBack: Outcome = { status: 'retry' };

function withMessage(status: 'failed' | 'rejected', message: string): Outcome {
  return { status, error: { message: message.slice(0, longestMessage).toWellFormed() } };
}

export function failing(error: unknown): Outcome {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return withMessage('failed', message);
}

function returning(output: unknown): Outcome {
  if (output === undefined) return { status: 'succeeded', output: {} };
  if (typeof output === 'object' && output !== null && !Array.isArray(output)) {
    return { status: 'succeeded', output: output as Record<string, unknown> };
  }
  return failing(new TypeError('The handler has to return an object, or nothing'));
}

/**
 * Runs a handler. What it throws once its signal is aborted says nothing about the work, which is put back then.
 */
export async function outcomeOf(handler: () => unknown, signal: AbortSignal): Promise<Outcome> {
  try {
    return returning(await handler());
  } catch (error) {
    if (error instanceof Rejected) return withMessage('rejected', error.message);
    return error instanceof PutBack || signal.aborted ? puttingBack : failing(error);
  }
}
