import type { ExecutionEvent } from '@las/contract';
import type { Database } from '../../db/database.js';
import { findEvents, findWorkflowExecution, type WorkflowExecutionIds } from '../../db/workflow-executions.js';
import type { StepNewsDesk } from './step-news.js';

const pageSize = 500;
/** Steps that other processes take are noticed by looking. */
const lookAgainMs = 1000;

function isUnended(status: string): boolean {
  return status === 'running' || status === 'error';
}

/** Looks forward to the next step of an execution in this process, from now on. */
interface NextStep {
  /** Resolves at that step, after a while, or when one of the signals aborts. */
  come: Promise<void>;
  giveUp(): void;
}

/** Without `AbortSignal.any`, which makes a signal that lives as long as the process remember all that was made of it. */
function nextStep(news: StepNewsDesk, executionId: string, signals: readonly AbortSignal[]): NextStep {
  const ended = new AbortController();
  const come = new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      for (const signal of all) signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, lookAgainMs);
    const unsubscribe = news.subscribe(({ record }) => {
      if (record.executionId === executionId) end();
    });
    const all = [...signals, ended.signal];
    for (const signal of all) signal.addEventListener('abort', end);
  });
  return { come, giveUp: () => ended.abort() };
}

/** The events of an execution from a number on, as they come, until it has ended. Null says that it is still waiting. */
export async function* watchExecution(
  { db, news }: { db: Database; news: StepNewsDesk },
  ids: WorkflowExecutionIds,
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<ExecutionEvent | null> {
  let last = after;
  const leaving = [signal, news.closing];
  while (!leaving.some(({ aborted }) => aborted)) {
    const next = nextStep(news, ids.executionId, leaving);
    try {
      const execution = await findWorkflowExecution(db, ids);
      const events = await findEvents(db, ids.executionId, { from: last + 1, limit: pageSize });
      yield* events;
      last = events.at(-1)?.number ?? last;
      if (events.length === pageSize) continue;
      if (!execution || !isUnended(execution.status)) return;
      // What aborted while the database was asked is not told again.
      if (leaving.some(({ aborted }) => aborted)) return;
      await next.come;
      yield null;
    } finally {
      next.giveUp();
    }
  }
}
